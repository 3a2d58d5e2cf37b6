import { useMemo, useState } from "preact/hooks";

import { newSecret, schemes } from "../core/index.ts";
import { emptyDraft, fieldsOf, type Draft } from "../draft.ts";
import { signed, type Order } from "../order.ts";
import { sentence } from "../sentence.ts";
import { toCurl, toFetch, toRaw } from "../write/index.ts";
import { describedBy, Field } from "./Field.tsx";
import { FormChooser } from "./FormChooser.tsx";
import { OptionFields } from "./OptionFields.tsx";
import { Seal } from "./Seal.tsx";
import { SecretFields } from "./SecretFields.tsx";
import { WrittenView } from "./WrittenView.tsx";

const FORMS = { curl: "cURL", fetch: "fetch()", raw: "Raw HTTP" } as const;

type Form = keyof typeof FORMS;

const WRITE = { curl: toCurl, fetch: toFetch, raw: toRaw } as const;
const FILES: Readonly<Record<Form, string>> = { curl: "request.sh", fetch: "request.mjs", raw: "request.http" };

const SIGNABLE = schemes.filter(({ signable }) => signable).sort((one, other) => one.name.localeCompare(other.name, "en"));

interface Props {
  readonly order: Order;
  readonly change: (part: Partial<Order>) => void;
  readonly check: (draft: Draft) => void;
}

/** Makes a signed request, to send to a receiver. */
export const SignPage = ({ order, change, check }: Props) => {
  const [form, choose] = useState<Form>("curl");
  const made = useMemo(() => signed(order), [order]);
  const row = schemes.find(({ id }) => id === order.scheme);
  return (
    <div class="page">
      <div class="inputs">
        <section class="card" aria-labelledby="order-title">
          <h2 id="order-title">What it should say</h2>
          <Field id="sign-scheme" label="Sent by">
            <select id="sign-scheme" value={order.scheme} onChange={(event) => change({ scheme: event.currentTarget.value, options: {} })}>
              {SIGNABLE.map(({ id, name }) => <option key={id} value={id}>{name === id ? id : `${name} (${id})`}</option>)}
            </select>
          </Field>
          {row?.takes !== "nothing" && (
            <>
              <SecretFields values={[order.secret]} kind={row?.assurance === "token" ? "Token" : "Secret"} isSingle change={([secret = ""]) => change({ secret })} />
              <p class="hint"><button type="button" class="link" onClick={() => change({ secret: newSecret() })}>Make a new one</button></p>
            </>
          )}
          <OptionFields scheme={order.scheme} values={order.options} change={(options) => change({ options })} complaint={null} isForSigning />
          <Field id="sign-url" label="URL of your receiver">
            <input {...describedBy("sign-url", false, null)} class="code" value={order.url} autocomplete="off" autocapitalize="none" spellcheck={false} onInput={(event) => change({ url: event.currentTarget.value })} />
          </Field>
          <div class="grid two">
            <Field id="sign-id" label="Event id">
              <input {...describedBy("sign-id", false, null)} class="code" value={order.id} autocomplete="off" spellcheck={false} onInput={(event) => change({ id: event.currentTarget.value })} />
            </Field>
            <Field id="sign-type" label="Event type">
              <input {...describedBy("sign-type", false, null)} class="code" value={order.type} autocomplete="off" spellcheck={false} onInput={(event) => change({ type: event.currentTarget.value })} />
            </Field>
          </div>
          <Field id="sign-body" label="Body" hint="Signed and sent byte for byte as it stands here.">
            <textarea {...describedBy("sign-body", true, null)} class="code" rows={8} spellcheck={false} autocomplete="off" value={order.body} onInput={(event) => change({ body: event.currentTarget.value })} />
          </Field>
        </section>
      </div>
      <section class="result" aria-label="The signed request">
        {"problem" in made ? (
          <div class="verdict verdict-unusable" data-state="unusable">
            <div class="verdict-head"><Seal state="unset" /><div class="verdict-words"><strong class="verdict-title">Cannot be signed</strong></div></div>
            <div class="verdict-detail" role="status"><p>{sentence(made.problem)}</p></div>
          </div>
        ) : (
          <section class="card" aria-labelledby="signed-title">
            <div class="section-head">
              <h2 id="signed-title">Signed, ready to send</h2>
              <button type="button" onClick={() => check(draftOf(order, made.request))}>Check it</button>
            </div>
            <p class="hint">Signed {new Date(made.at).toISOString().slice(11, 19)} UTC; most receivers take it for five minutes. <button type="button" class="link" onClick={() => change({ at: Date.now() })}>Sign it anew</button></p>
            <FormChooser label="Write it as" forms={FORMS} open={form} choose={choose} />
            <WrittenView written={WRITE[form](made.request)} what={FORMS[form]} fileName={FILES[form]} />
          </section>
        )}
      </section>
    </div>
  );
};

/** The signed request as one to check. */
const draftOf = (order: Order, request: Parameters<typeof fieldsOf>[0]): Draft => ({
  ...emptyDraft,
  source: "fields",
  view: "fields",
  fields: fieldsOf(request),
  scheme: order.scheme,
  options: order.options,
  secrets: [order.secret],
});
