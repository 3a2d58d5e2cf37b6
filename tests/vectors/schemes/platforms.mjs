// Developer platforms. Each entry is written from the page that it names; the secrets are made up.
import { headerOf, hmac, millis, seconds, withHeaders } from "./words.mjs";

const URL_IN = "https://hooks.example.test/in";
const JSON_TYPE = { "content-type": "application/json" };

/** A POST of JSON. */
const post = (body, headers = {}) => ({ method: "POST", url: URL_IN, headers: { ...JSON_TYPE, ...headers }, body });

/** Signs the body alone: most platforms do. */
const overBody = (header, { algorithm = "sha256", encoding = "hex", before = "" } = {}) => ({ secret, request }) =>
  withHeaders(request, { [header]: before + hmac(algorithm, secret, [request.body]).toString(encoding) });

/** Sends the secret itself. */
const asToken = (header) => ({ secret, request }) => withHeaders(request, { [header]: secret });

/** A scheme that signs the body and nothing else. */
const bodyScheme = ({ header, algorithm, encoding, before, expect = {}, ...rest }) => ({
  sign: overBody(header, { algorithm, encoding, before }),
  covers: ["body"],
  expect: { id: null, type: null, form: "utf8", ...expect },
  ...rest,
});

/** A scheme whose secret is sent along. */
const tokenScheme = ({ header, expect = {}, ...rest }) => ({
  sign: asToken(header),
  covers: [],
  expect: { id: null, type: null, ...expect },
  ...rest,
});

/** A scheme that signs the body and the moment of sending. */
const timedScheme = ({ tolerance = [300, 300], expect = {}, ...rest }) => ({
  covers: ["body", "timestamp"],
  tolerance,
  expect: { id: null, type: null, form: "utf8", ...expect },
  ...rest,
});

/** Writes the moment into a member of the body, in its text: what surrounds it stays. */
function bodyAt(request, member, stamp) {
  const found = new RegExp(`("${member}":\\s*)("[^"]*"|\\d+)`);
  if (typeof request.body !== "string" || !found.test(request.body)) throw new Error(`no ${member} in the body`);
  const written = /^[1-9]\d{0,14}$/.test(stamp) ? stamp : JSON.stringify(stamp);
  return { ...request, body: request.body.replace(found, (_, name) => name + written) };
}

/** A published signature of a body. */
const published = (comment, reference, secret, header, value, body, expect = "valid", now = Date.UTC(2024, 0, 1)) => ({
  comment, reference, secret, request: post(body, { [header]: value }), now, expect,
});

const OCTOKIT = "https://github.com/octokit/webhooks-methods.js/blob/main/test/verify.test.ts";
const ATLASSIAN_SECRET = ["It's a Secret", " to Everybody"];
const CIRCLECI = "https://circleci.com/docs/guides/integration/outbound-webhooks/";
const SANITY = "https://github.com/sanity-io/webhook-toolkit/blob/main/test/signature.test.ts";
const PAGERDUTY_TEST = "https://github.com/PagerDuty/go-pagerduty/blob/main/webhookv3/webhookv3_test.go";
const CONVOY = "https://github.com/frain-dev/convoy/blob/main/pkg/signature/testdata/signature-vectors.json";
const CONVOY_BODY = '{"event":"charge.success","amount":1000,"currency":"NGN"}';
const CONVOY_SECRET = ["convoy-webhook", "-secret"];
const CONVOY_TAG = "77b8b9269f25a199846a55a2bd25b3fba151c70fdae60bb1dcd87fbbc943c55c";
const CONVOY_AT = 1_700_000_000_000;
const AGORA_BODY = '{"eventType":10,"noticeId":"4eb720f0-8da7-11e9-a43e-53f411c2761f","notifyMs":1560408533119,"payload":{"a":"1","b":2},"productId":1}';
const LOGTO_TEST = "https://github.com/logto-io/logto/blob/master/packages/core/src/utils/sign.test.ts";
const FIRST_LINES = "Foo\n\u001b[34mbar: ♥♥♥♥♥♥♥♥\nthis-is-lost\u001b[0m\u001b[2K";

/** JSON as GitHub writes it: an escape has its digits in upper case, an escaped backslash stays. */
const githubJson = (payload) => JSON.stringify(payload).replaceAll(/(?<!\\)\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`);

const convoyPublished = (comment, value, { expect = "valid", now = CONVOY_AT, options } = {}) => ({
  ...published(comment, CONVOY, CONVOY_SECRET, "x-convoy-signature", value, CONVOY_BODY, expect, now),
  ...(options === undefined ? {} : { options }),
});

export default [
  bodyScheme({
    scheme: "github",
    reference: "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
    secret: ["github_test_secret_", "4f81c0a97be23d65"],
    header: "X-Hub-Signature-256",
    before: "sha256=",
    request: post('{"action":"opened","number":7,"repository":{"full_name":"waxseal/hooks"},"sender":{"login":"robin"}}', {
      "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958", "x-github-event": "pull_request",
    }),
    expect: { id: "72d3162e-cc78-11e3-81ab-4c9367dc0958", type: "pull_request" },
    published: [
      { ...published("the example of the documentation",
        "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
        ATLASSIAN_SECRET, "x-hub-signature-256",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "Hello, World!"), slug: "docs" },
      published("octokit: a plain payload", OCTOKIT, ["mysec", "ret"], "x-hub-signature-256",
        "sha256=4864d2759938a15468b5df9ade20bf161da9b4f737ea61794142f3484236bda3", '{"foo":"bar"}'),
      published("octokit: control characters and hearts (#71)", OCTOKIT, ["develop", "ment"], "x-hub-signature-256",
        "sha256=afecc3caa27548bb90d51a50384cb2868b9a3327b4ad6a01c9bd4ed0f8b0b12c", githubJson({ foo: FIRST_LINES })),
      published("octokit: an escaped backslash (#71)", OCTOKIT, ["develop", "ment"], "x-hub-signature-256",
        "sha256=6f8326efbacfbd04e870cea25b5652e635be8c9807f2fd5348ef60753c9e96ed", githubJson({ foo: "\\u001b" })),
      published("octokit: another secret", OCTOKIT, ["f", "oo"], "x-hub-signature-256",
        "sha256=4864d2759938a15468b5df9ade20bf161da9b4f737ea61794142f3484236bda3", '{"foo":"bar"}', "signature_mismatch"),
    ],
  }),
  tokenScheme({
    scheme: "gitlab-token",
    reference: "https://docs.gitlab.com/user/project/integrations/webhooks/",
    secret: ["gitlab_test_token_", "9d2e61b7c04f8a35"],
    header: "X-Gitlab-Token",
    request: post('{"object_kind":"push","ref":"refs/heads/main","project":{"path_with_namespace":"waxseal/hooks"}}', {
      "x-gitlab-event": "Push Hook", "x-gitlab-event-uuid": "13792a34-cac6-4fda-95a8-c58e00a3954e",
      "x-gitlab-webhook-uuid": "02affd2d-2cba-4033-917d-ec22d5dc4b38", "idempotency-key": "f5e5f430-f57b-4e6e-9fac-d9128cd7232f",
    }),
    expect: { id: "f5e5f430-f57b-4e6e-9fac-d9128cd7232f", type: "Push Hook" },
  }),
  bodyScheme({
    scheme: "bitbucket",
    reference: "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/",
    secret: ["bitbucket_test_secret_", "1b7e94c3a05d826f"],
    header: "X-Hub-Signature",
    before: "sha256=",
    request: post('{"push":{"changes":[]},"repository":{"full_name":"waxseal/hooks"}}', { "x-event-key": "repo:push", "x-attempt-number": "1" }),
    expect: { type: "repo:push" },
  }),
  bodyScheme({
    scheme: "jira",
    reference: "https://developer.atlassian.com/cloud/jira/platform/webhooks/",
    secret: ["jira_test_secret_", "6c3f18e0d97a42b5"],
    header: "X-Hub-Signature",
    before: "sha256=",
    request: post('{"timestamp":1780063272000,"webhookEvent":"jira:issue_created","issue":{"key":"WAX-12"}}', {
      "x-atlassian-webhook-identifier": "9f4b2c76-1d0e-4a83-b5f7-2e6c80d19a34",
    }),
    expect: { id: "9f4b2c76-1d0e-4a83-b5f7-2e6c80d19a34", type: "jira:issue_created" },
    published: [
      published("the example of the documentation", "https://developer.atlassian.com/cloud/jira/platform/webhooks/", ATLASSIAN_SECRET,
        "x-hub-signature", "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9", "Hello World!"),
    ],
  }),
  bodyScheme({
    scheme: "gitea",
    reference: "https://github.com/go-gitea/gitea/blob/main/services/webhook/deliver.go",
    secret: ["gitea_test_secret_", "a70c5e31f8d6294b"],
    header: "X-Gitea-Signature",
    request: post('{"ref":"refs/heads/main","repository":{"full_name":"waxseal/hooks"},"pusher":{"login":"robin"}}', {
      "x-gitea-delivery": "f6266f16-1bf3-46a5-9ea4-602e06ead473", "x-gitea-event": "push",
    }),
    expect: { id: "f6266f16-1bf3-46a5-9ea4-602e06ead473", type: "push" },
  }),
  bodyScheme({
    scheme: "gogs",
    reference: "https://github.com/gogs/gogs/blob/main/internal/database/webhook.go",
    secret: ["gogs_test_secret_", "5d92b0e8c7f1a346"],
    header: "X-Gogs-Signature",
    request: post('{"ref":"refs/heads/main","repository":{"full_name":"waxseal/hooks"},"pusher":{"login":"robin"}}', {
      "x-gogs-delivery": "0b8d1f62-74e5-4c0a-9f3d-6a1e2c75b904", "x-gogs-event": "push",
    }),
    expect: { id: "0b8d1f62-74e5-4c0a-9f3d-6a1e2c75b904", type: "push" },
  }),
  bodyScheme({
    scheme: "gitness",
    reference: "https://github.com/harness/gitness/blob/main/app/services/webhook/trigger.go",
    secret: ["gitness_test_secret_", "c41d8f06b25e973a"],
    header: "X-Gitness-Signature",
    request: post('{"trigger":"branch_created","repo":{"path":"waxseal/hooks"},"ref":{"name":"refs/heads/next"}}', { "x-gitness-trigger": "branch_created" }),
    expect: { type: "branch_created" },
  }),
  bodyScheme({
    scheme: "vercel",
    reference: "https://vercel.com/docs/webhooks/webhooks-api",
    secret: ["vercel_test_secret_", "0e6b93d7f41c8a52"],
    header: "x-vercel-signature",
    algorithm: "sha1",
    request: post('{"id":"evt_4Qm2","type":"deployment.succeeded","createdAt":1780063272000,"payload":{"deployment":{"id":"dpl_8"}}}'),
    expect: { id: "evt_4Qm2", type: "deployment.succeeded" },
    constructed: [
      {
        slug: "sha256-tag", comment: "SHA-256, as some libraries verify it", expect: "signature_malformed", now: Date.UTC(2026, 4, 29), twin: "genuine",
        request: overBody("x-vercel-signature")({ secret: "vercel_test_secret_0e6b93d7f41c8a52", request: post('{"id":"evt_4Qm2","type":"deployment.succeeded"}') }),
      },
    ],
  }),
  timedScheme({
    scheme: "linear",
    reference: "https://github.com/linear/linear/blob/master/packages/sdk/src/webhooks/client.ts",
    secret: ["linear_test_secret_", "73a0d5c9e1b8462f"],
    request: post('{"action":"create","type":"Comment","data":{"id":"2174add1-f7c8-44e3-bbf3-2d60b5ea8bc9"},"webhookTimestamp":1780063272000}', {
      "linear-delivery": "234d1a4e-b617-4388-90fe-adc3633d6b72",
    }),
    sign({ secret, request, at, stamp }) {
      return overBody("Linear-Signature")({ secret, request: bodyAt(request, "webhookTimestamp", stamp ?? millis(at)) });
    },
    tolerance: [60, 60],
    expect: { id: "234d1a4e-b617-4388-90fe-adc3633d6b72", type: "Comment" },
  }),
  bodyScheme({
    scheme: "sentry",
    reference: "https://docs.sentry.io/integrations/integration-platform/webhooks/",
    secret: ["sentry_test_client_secret_", "f29c74e0b6158da3"],
    header: "Sentry-Hook-Signature",
    request: post('{"action":"created","installation":{"uuid":"a8e5d37a"},"data":{"issue":{"id":"1170820242"}}}', {
      "request-id": "8b0f5c3e-26d1-4a7e-9c84-d173e06f2ab9", "sentry-hook-resource": "issue", "sentry-hook-timestamp": "1780063272",
    }),
    expect: { id: "8b0f5c3e-26d1-4a7e-9c84-d173e06f2ab9", type: "issue" },
  }),
  bodyScheme({
    scheme: "pagerduty",
    reference: "https://github.com/PagerDuty/developer-docs/blob/main/docs/webhooks/04-Signatures.md",
    secret: ["pagerduty_test_secret_", "2e8b50d7c9f1643a"],
    header: "X-PagerDuty-Signature",
    before: "v1=",
    list: ",",
    request: post('{"event":{"id":"5ac64822-4adc-4fda-ade0-410becf0de4f","event_type":"incident.triggered","data":{"id":"PGR0VU2"}}}'),
    expect: { id: "5ac64822-4adc-4fda-ade0-410becf0de4f", type: "incident.triggered" },
    published: [
      published("go-pagerduty: a matching signature", PAGERDUTY_TEST,
        ["lDQHScfUeXUKaQRNF+8XIiDKZ7XX3itB", "AYzwU0TARw8lJqRnkKl2iB1anSb0Z+IK"], "X-PagerDuty-Signature",
        "v1=0c0b9495b893a39e70d1fea2fe11fbe0a825f88b9f67846f6cc07dd2bc5476cd", pagerDutyBody()),
      published("go-pagerduty: another signature", PAGERDUTY_TEST,
        ["lDQHScfUeXUKaQRNF+8XIiDKZ7XX3itB", "AYzwU0TARw8lJqRnkKl2iB1anSb0Z+IK"], "X-PagerDuty-Signature",
        "v1=7020c8a7ec668a9b7012bc3dd82e483394b038f4230acc6785efbf2a7d8bcaf5", pagerDutyBody(), "signature_mismatch"),
    ],
  }),
  timedScheme({
    scheme: "rootly",
    reference: "https://docs.rootly.com/configuration/webhooks",
    secret: ["rootly_test_secret_", "8d41f7b0e25c963a"],
    request: post('{"event":{"id":"e7a1c2d4","type":"incident.created","issued_at":"2026-05-29T14:01:12Z"},"data":{"slug":"checkout-down"}}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? seconds(at);
      return withHeaders(request, { "X-Rootly-Signature": `t=${time},v1=${hmac("sha256", secret, [time, request.body]).toString("hex")}` });
    },
    expect: { id: "e7a1c2d4", type: "incident.created" },
  }),
  bodyScheme({
    scheme: "firehydrant",
    reference: "https://docs.firehydrant.com/docs/runbook-step-send-a-webhook",
    secret: ["firehydrant_test_secret_", "b40d7f5c9e18a236"],
    header: "fh-signature",
    request: post('{"incident_id":"b3f5","labels":{"team":"payments"}}'),
  }),
  bodyScheme({
    scheme: "circleci",
    reference: CIRCLECI,
    secret: ["circleci_test_secret_", "b6e20f94d83c715a"],
    header: "circleci-signature",
    before: "v1=",
    list: ",",
    request: post('{"id":"3888f21b-eaa7-38e3-8f3d-75a63bba8895","type":"workflow-completed","happened_at":"2026-05-29T14:01:12Z"}', {
      "circleci-event-type": "workflow-completed",
    }),
    expect: { id: "3888f21b-eaa7-38e3-8f3d-75a63bba8895", type: "workflow-completed" },
    published: [
      ["hello world", ["sec", "ret"], "734cc62f32841568f45715aeb9f4d7891324e6d948e4c6c60c0621cdac48623a"],
      ["lalala", ["another", "-secret"], "daa220016c8f29a8b214fbfc3671aeec2145cfb1e6790184ffb38b6d0425fa00"],
      ["an-important-request-payload", ["hunter", "123"], "9be2242094a9a8c00c64306f382a7f9d691de910b4a266f67bd314ef18ac49fa"],
      ["foo", ["sec", "ret"], "773ba44693c7553d6ee20f61ea5d2757a9a4f4a44d2841ae4e95b52e4cd62db4"],
    ].map(([body, secret, tag]) => published(`the documentation: ${body}`, CIRCLECI, secret, "circleci-signature", `v1=${tag}`, body)),
  }),
  timedScheme({
    scheme: "buildkite",
    reference: "https://buildkite.com/docs/apis/webhooks/pipelines",
    secret: ["buildkite_test_token_", "e05c81d7f4b2936a"],
    request: post('{"event":"build.finished","build":{"number":27,"state":"passed"},"sender":{"name":"Robin"}}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? seconds(at);
      const tag = hmac("sha256", secret, [time, ".", request.body]).toString("hex");
      return withHeaders(request, { "X-Buildkite-Signature": `timestamp=${time},signature=${tag}` });
    },
    expect: { type: "build.finished" },
  }),
  tokenScheme({
    scheme: "buildkite-token",
    reference: "https://buildkite.com/docs/apis/webhooks/pipelines",
    secret: ["buildkite_test_token_", "17f0d9b3e86c425a"],
    header: "X-Buildkite-Token",
    request: post('{"event":"build.finished","build":{"number":27,"state":"passed"}}', { "x-buildkite-event": "build.finished" }),
    expect: { type: "build.finished" },
  }),
  bodyScheme({
    scheme: "semaphore",
    reference: "https://github.com/semaphoreio/semaphore/blob/main/notifications/lib/notifications/workers/webhook.ex",
    secret: ["semaphore_test_secret_", "d7a30e5b9c84f162"],
    header: "X-Semaphore-Signature-256",
    request: post('{"version":"1.0.0","project":{"name":"hooks"},"pipeline":{"id":"b1e7","result":"passed"}}'),
  }),
  bodyScheme({
    scheme: "expo",
    reference: "https://docs.expo.dev/eas/webhooks/",
    secret: ["expo_test_secret_", "94c6f1e0b7d2835a"],
    header: "expo-signature",
    algorithm: "sha1",
    before: "sha1=",
    request: post('{"id":"147a3212-49fd-446f-b4e3-a6519acf264a","platform":"android","status":"finished"}'),
  }),
  bodyScheme({
    scheme: "heroku",
    reference: "https://github.com/heroku/webhooks-demo/blob/main/app/controllers/webhooks_controller.rb",
    secret: ["heroku_test_secret_", "3c81e7a0f5d9264b"],
    header: "Heroku-Webhook-Hmac-SHA256",
    encoding: "base64",
    request: post('{"action":"create","resource":"build","data":{"status":"pending"},"id":"4e0c"}'),
  }),
  bodyScheme({
    scheme: "pulumi",
    reference: "https://www.pulumi.com/docs/pulumi-cloud/webhooks/",
    secret: ["pulumi_test_secret_", "60b9e4d1c87f3a25"],
    header: "Pulumi-Webhook-Signature",
    request: post('{"user":{"name":"Robin"},"organization":{"name":"waxseal"},"stackName":"dev","kind":"update","result":"succeeded"}', {
      "pulumi-webhook-id": "0d9e7c41-6b3a-4f58-8e20-91c5a7d3f64b", "pulumi-webhook-kind": "stack_update",
    }),
    expect: { id: "0d9e7c41-6b3a-4f58-8e20-91c5a7d3f64b", type: "stack_update" },
  }),
  bodyScheme({
    scheme: "terraform",
    reference: "https://developer.hashicorp.com/terraform/cloud-docs/api-docs/notification-configurations",
    secret: ["terraform_test_token_", "fb1720d6e9c4835a"],
    header: "X-TFE-Notification-Signature",
    algorithm: "sha512",
    request: post('{"payload_version":1,"notification_configuration_id":"nc-1","run_id":"run-1","notifications":[{"trigger":"run:completed","run_status":"applied"}]}'),
    expect: { type: "run:completed" },
  }),
  bodyScheme({
    scheme: "terraform-run-task",
    reference: "https://github.com/hashicorp/terraform-run-task-scaffolding-go/blob/main/internal/sdk/handler/hmac.go",
    secret: ["terraform_test_hmac_key_", "58d0e3b7c9f1624a"],
    header: "X-Tfc-Task-Signature",
    algorithm: "sha512",
    request: post('{"payload_version":1,"stage":"post_plan","task_result_id":"taskrs-2n1a","run_id":"run-1"}'),
    expect: { id: "taskrs-2n1a", type: "post_plan" },
  }),
  timedScheme({
    scheme: "cloudflare-stream",
    reference: "https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/",
    secret: ["cloudflare_stream_test_", "2b9f6e0d7c1a8453"],
    request: post('{"uid":"6b9e68b07dfee8cc2d116e4c51d6a957","readyToStream":true,"status":{"state":"ready"}}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? seconds(at);
      return withHeaders(request, { "Webhook-Signature": `time=${time},sig1=${hmac("sha256", secret, [time, ".", request.body]).toString("hex")}` });
    },
  }),
  tokenScheme({
    scheme: "cloudflare-notifications",
    reference: "https://developers.cloudflare.com/notifications/get-started/configure-webhooks/",
    secret: ["cloudflare_notifications_test_", "c5e81a07d4f6923b"],
    header: "cf-webhook-auth",
    request: post('{"name":"Origin down","text":"The origin does not answer","data":{"severity":"critical"}}'),
  }),
  bodyScheme({
    scheme: "mongodb-atlas",
    reference: "https://www.mongodb.com/docs/atlas/tutorial/third-party-service-integrations/",
    secret: ["mongodb_atlas_test_secret_", "7e40c9b1d8f2635a"],
    header: "X-MMS-Signature",
    algorithm: "sha1",
    encoding: "base64",
    request: post('{"id":"5f1e","eventTypeName":"NO_PRIMARY","status":"OPEN","clusterName":"Cluster0"}'),
  }),
  bodyScheme({
    scheme: "jfrog",
    reference: "https://registry.terraform.io/providers/jfrog/artifactory/latest/docs/resources/artifact_webhook",
    secret: ["jfrog_test_secret_", "d06a3f8e1c95b742"],
    header: "X-JFrog-Event-Auth",
    request: post('{"domain":"artifact","event_type":"deployed","data":{"repo_key":"libs","path":"a/b.jar"}}'),
  }),
  tokenScheme({
    scheme: "jfrog-token",
    reference: "https://github.com/jfrog/terraform-provider-artifactory",
    secret: ["jfrog_test_token_", "91b4e7d0c6f8235a"],
    header: "X-JFrog-Event-Auth",
    request: post('{"domain":"artifact","event_type":"deployed","data":{"repo_key":"libs","path":"a/b.jar"}}'),
  }),
  bodyScheme({
    scheme: "npm",
    reference: "https://github.com/npm/npm-hook-receiver/blob/master/index.js",
    secret: ["npm_hook_test_secret_", "ae27f0c15d8b9364"],
    header: "x-npm-signature",
    before: "sha256=",
    request: post('{"event":"package:publish","name":"waxseal","type":"package","version":"1.0.0","payload":{}}'),
    expect: { type: "package:publish" },
  }),
  bodyScheme({
    scheme: "sonarqube",
    reference: "https://docs.sonarsource.com/sonarqube-server/latest/project-administration/webhooks/",
    secret: ["sonarqube_test_secret_", "45d1e90b7c8fa263"],
    header: "X-Sonar-Webhook-HMAC-SHA256",
    request: post('{"serverUrl":"https://sonar.example.test","taskId":"AVh21","status":"SUCCESS","project":{"key":"hooks"}}', { "x-sonarqube-project": "hooks" }),
  }),
  bodyScheme({
    scheme: "snyk",
    reference: "https://docs.snyk.io/snyk-api/using-specific-snyk-apis/webhooks-apis/about-webhooks",
    secret: ["snyk_test_secret_", "b82f5e6d0c19a374"],
    header: "X-Hub-Signature",
    before: "sha256=",
    request: post('{"project":{"name":"waxseal/hooks"},"newIssues":[],"removedIssues":[]}', {
      "x-snyk-event": "project_snapshot/v0", "x-snyk-transport-id": "998fe884-18a0-45db-8ae0-e379eea3bc0a", "x-snyk-timestamp": "2026-05-29T14:01:12Z",
    }),
    expect: { id: "998fe884-18a0-45db-8ae0-e379eea3bc0a", type: "project_snapshot/v0" },
  }),
  bodyScheme({
    scheme: "hackerone",
    reference: "https://api.hackerone.com/webhooks/",
    secret: ["hackerone_test_secret_", "8d7f5c0e9b14a236"],
    header: "X-H1-Signature",
    before: "sha256=",
    request: post('{"data":{"activity":{"type":"activity-bug-triaged","id":"1337"},"report":{"id":"1","type":"report"}}}', {
      "x-h1-event": "report_triaged", "x-h1-delivery": "cb84ee45-a63a-4a1c-9d3e-5f0b7c2d8e61",
    }),
    expect: { id: "cb84ee45-a63a-4a1c-9d3e-5f0b7c2d8e61", type: "report_triaged" },
  }),
  bodyScheme({
    scheme: "checkly",
    reference: "https://www.checklyhq.com/docs/alerting/webhooks/",
    secret: ["checkly_test_secret_", "0fc7b19e5d3a8264"],
    header: "x-checkly-signature",
    request: post('{"event":"ALERT_FAILURE: checkout","check":{"type":"API"}}'),
  }),
  bodyScheme({
    scheme: "grafana",
    reference: "https://github.com/grafana/alerting/blob/main/http/hmac.go",
    secret: ["grafana_test_secret_", "e61d4b8f07c9a235"],
    header: "X-Grafana-Alerting-Signature",
    request: post('{"receiver":"hooks","status":"firing","alerts":[{"status":"firing","fingerprint":"c6eadffa33fcdf37"}]}'),
  }),
  bodyScheme({
    scheme: "launchdarkly",
    reference: "https://launchdarkly.com/docs/home/infrastructure/webhooks",
    secret: ["launchdarkly_test_secret_", "3a9d07e6f1b8c425"],
    header: "X-LD-Signature",
    request: post('{"_id":"57c0af6099690907435299","kind":"flag","name":"Checkout","titleVerb":"turned on the flag"}'),
    expect: { type: "flag" },
  }),
  timedScheme({
    scheme: "statsig",
    reference: "https://docs.statsig.com/integrations/event_webhook",
    secret: ["statsig_test_secret_", "c84e1f7b0d9a3265"],
    request: post('{"data":[{"eventName":"statsig::config_change","timestamp":1671672134833,"metadata":{"type":"Gate","name":"test"}}]}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? millis(at);
      const tag = hmac("sha256", secret, ["v0:", time, ":", request.body]).toString("hex");
      return withHeaders(request, { "X-Statsig-Request-Timestamp": time, "X-Statsig-Signature": `v0=${tag}` });
    },
    // Its colons are the message's separator: refused before it is read as a time.
    omit: ["timestamp-iso"],
  }),
  bodyScheme({
    scheme: "flagsmith",
    reference: "https://docs.flagsmith.com/third-party-integrations/webhook",
    secret: ["flagsmith_test_secret_", "19e7c5b0f4d8a362"],
    header: "X-Flagsmith-Signature",
    request: post('{"data":{"changed_by":"robin@example.test","new_state":{"enabled":true}},"event_type":"FLAG_UPDATED"}'),
    expect: { type: "FLAG_UPDATED" },
  }),
  bodyScheme({
    scheme: "growthbook",
    reference: "https://docs.growthbook.io/app/webhooks/event-webhooks",
    secret: ["ewhk_", "growthbook_test_", "a4c08e71d9f5b632"],
    header: "X-GrowthBook-Signature",
    request: post('{"event":"feature.updated","object":"feature","data":{"current":{"id":"dark-mode"}}}'),
  }),
  bodyScheme({
    scheme: "doppler",
    reference: "https://docs.doppler.com/docs/webhooks",
    secret: ["doppler_test_secret_", "58f7d2e10b9ca463"],
    header: "X-Doppler-Signature",
    before: "sha256=",
    request: post('{"project":{"name":"hooks"},"config":{"name":"prd"},"diff":{"updated":["API_URL"]}}'),
  }),
  timedScheme({
    scheme: "infisical",
    reference: "https://github.com/Infisical/infisical/blob/main/backend/src/services/webhook/webhook-fns.ts",
    secret: ["infisical_test_secret_", "d3b06e8f1c57a942"],
    request: post('{"event":"secrets.modified","project":{"workspaceId":"w_1","environment":"prod","secretPath":"/"},"timestamp":1780063272000}'),
    // The text before the tag is left alone here: it is not under the MAC, so nothing may be read from it.
    sign({ secret, request, at, stamp }) {
      return overBody("x-infisical-signature", { before: "t=1700000000000;" })({ secret, request: bodyAt(request, "timestamp", stamp ?? millis(at)) });
    },
    foreign: false,
    bare: true,
    expect: { type: "secrets.modified" },
  }),
  timedScheme({
    scheme: "workos",
    reference: "https://github.com/workos/workos-node/blob/main/src/common/crypto/signature-provider.ts",
    secret: ["workos_test_secret_", "e95b04c7d1f8a236"],
    request: post('{"id":"wh_123","event":"dsync.user.created","data":{"id":"directory_user_1","object":"directory_user"}}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? millis(at);
      return withHeaders(request, { "WorkOS-Signature": `t=${time}, v1=${hmac("sha256", secret, [time, ".", request.body]).toString("hex")}` });
    },
    tolerance: [180, 180],
    expect: { id: "wh_123", type: "dsync.user.created" },
  }),
  bodyScheme({
    scheme: "logto",
    reference: "https://docs.logto.io/developers/webhooks/secure-webhooks",
    secret: ["logto_test_signing_key_", "72c9f1e0b6d8a354"],
    header: "logto-signature-sha-256",
    request: post('{"hookId":"h_1","event":"PostSignIn","createdAt":"2026-05-29T14:01:12.000Z","user":{"id":"u_1"}}'),
    expect: { type: "PostSignIn" },
    published: [
      published("the vendor's test: two members", LOGTO_TEST, ["f", "oo"], "logto-signature-sha-256",
        "436958f1dbfefab37712fb3927760490fbf7757da8c0b2306ee7b485f0360eee", '{"bar":"bar","foo":"foo"}'),
      published("the vendor's test: an empty object", LOGTO_TEST, ["f", "oo"], "logto-signature-sha-256",
        "c76356efa19d219d1d7e08ccb20b1d26db53b143156f406c99dcb8e0876d6c55", "{}"),
    ],
  }),
  timedScheme({
    scheme: "zitadel",
    reference: "https://github.com/zitadel/zitadel-go/blob/main/pkg/actions/signing.go",
    secret: ["zitadel_test_signing_key_", "f07e5b3c9d81a246"],
    request: post('{"fullMethod":"/zitadel.user.v2.UserService/AddHumanUser","instanceID":"230690539048009730"}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? seconds(at);
      return withHeaders(request, { "ZITADEL-Signature": `t=${time},v1=${hmac("sha256", secret, [time, ".", request.body]).toString("hex")}` });
    },
  }),
  bodyScheme({
    scheme: "plane",
    reference: "https://github.com/makeplane/plane/blob/preview/apps/api/plane/bgtasks/webhook_task.py",
    secret: ["plane_test_secret_", "8c15d7e0f9b2a436"],
    header: "X-Plane-Signature",
    request: post('{"event": "issue", "action": "create", "webhook_id": "f1a2", "workspace_id": "c467", "data": {"id": "9d3e"}}', {
      "x-plane-delivery": "b0f5e8c1-3d7a-4962-a1c4-7e80d95f26b3",
    }),
    expect: { id: "b0f5e8c1-3d7a-4962-a1c4-7e80d95f26b3", type: "issue" },
  }),
  {
    scheme: "airtable",
    reference: "https://airtable.com/developers/web/api/webhooks-overview",
    secret: ["YWlydGFibGUgdGVzdCBN", "QUMgc2VjcmV0IDdmM2Ux"],
    request: post('{"base":{"id":"app00000000000000"},"webhook":{"id":"ach00000000000000"},"timestamp":"2022-02-01T21:25:05.663Z"}'),
    sign({ secret, request }) {
      const tag = hmac("sha256", Buffer.from(secret, "base64"), [request.body]).toString("hex");
      return withHeaders(request, { "X-Airtable-Content-MAC": `hmac-sha256=${tag}` });
    },
    covers: ["body"],
    expect: { id: null, type: null, form: "base64" },
  },
  bodyScheme({
    scheme: "segment",
    reference: "https://segment.com/docs/connections/destinations/catalog/actions-webhook/",
    secret: ["segment_test_secret_", "b5e8d07f3c91a264"],
    header: "X-Signature",
    algorithm: "sha1",
    request: post('{"type":"track","event":"Order Completed","messageId":"022bb90c-bbac-11e4-8dfc-aa07a5b093db","userId":"u_1"}'),
    expect: { id: "022bb90c-bbac-11e4-8dfc-aa07a5b093db", type: "track" },
  }),
  bodyScheme({
    scheme: "autodesk",
    reference: "https://github.com/autodesk-platform-services/aps-webhooks-signature",
    secret: ["autodesk_test_token_", "6e0d92f7b4c8a135"],
    header: "x-adsk-signature",
    algorithm: "sha1",
    before: "sha1hash=",
    request: post('{"version":"1.0","resourceUrn":"urn:adsk.wipprod:fs.file:vf.1","hook":{"hookId":"h_1","event":"dm.version.added"},"payload":{}}'),
  }),
  bodyScheme({
    scheme: "nylas",
    reference: "https://developer.nylas.com/docs/v3/notifications/",
    secret: ["nylas_test_webhook_secret_", "41f7c0e9d5b8a362"],
    header: "X-Nylas-Signature",
    request: post('{"specversion":"1.0","type":"message.created","source":"/google/emails/realtime","id":"mock-id-1","time":1780063272,"data":{"object":{"id":"m_1"}}}'),
    expect: { id: "mock-id-1", type: "message.created" },
  }),
  timedScheme({
    scheme: "sanity",
    reference: "https://github.com/sanity-io/webhook-toolkit/blob/main/src/signature.ts",
    secret: ["sanity_test_secret_", "d9b3f06e7c81a254"],
    request: post('{"_id":"resume","_type":"page"}', { "idempotency-key": "2ZNbJwHQZ0cLsb6fTpMyxSg7ANm" }),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? millis(at);
      return withHeaders(request, { "sanity-webhook-signature": `t=${time},v1=${hmac("sha256", secret, [time, ".", request.body]).toString("base64url")}` });
    },
    tolerance: null,
    expect: { id: "2ZNbJwHQZ0cLsb6fTpMyxSg7ANm" },
    published: [
      ["the toolkit: valid", "1633519811129,v1=tLa470fx7qkLLEcMOcEUFuBbRSkGujyskxrNXcoh0N0", "resume", "valid"],
      ["the toolkit: another timestamp", "1633519811128,v1=tLa470fx7qkLLEcMOcEUFuBbRSkGujyskxrNXcoh0N0", "resume", "signature_mismatch"],
      // The last letter of 43 carries two bits that are not used: `1` for `0` is no canonical base64url.
      ["the toolkit: another hash", "1633519811129,v1=tLa470fx7qkLLEcMOcEUFuBbRSkGujyskxrNXcoh0N1", "resume", "signature_malformed"],
      ["the toolkit: another payload", "1633519811129,v1=tLa470fx7qkLLEcMOcEUFuBbRSkGujyskxrNXcoh0N0", "structure", "signature_mismatch"],
      ["the toolkit: another version", "1633519811129,v5=tLa470fx7qkLLEcMOcEUFuBbRSkGujyskxrNXcoh0N0", "structure", "signature_unsupported"],
    ].map(([comment, value, id, expect]) =>
      published(comment, SANITY, ["te", "st"], "sanity-webhook-signature", `t=${value}`, JSON.stringify({ _id: id }), expect, 1_633_519_811_500)),
  }),
  {
    scheme: "contentful",
    reference: "https://github.com/contentful/node-apps-toolkit/blob/main/src/requests/sign-request.ts",
    secret: ["contentful_test_secret_of_64_letters_", "0d6f3b9e8c1a72540d6f3b9e8c1"],
    request: post('{"sys":{"type":"Entry","id":"3kZC"},"fields":{"title":{"en-US":"Hello"}}}', {
      "x-contentful-timestamp": "1780063272000", "x-contentful-topic": "ContentManagement.Entry.publish",
    }),
    sign({ secret, request }) {
      const named = "x-contentful-signed-headers,x-contentful-timestamp,x-contentful-topic";
      const all = withHeaders(request, { "x-contentful-signed-headers": named });
      const listed = named.split(",").map((name) => `${name}:${headerOf(all, name)}`).join(";");
      const { pathname } = new URL(request.url);
      const tag = hmac("sha256", secret, [`${request.method}\n${pathname}\n${listed}\n`, request.body]).toString("hex");
      return withHeaders(all, { "x-contentful-signature": tag });
    },
    covers: ["body", "method", "url", "headers"],
    // A listed header may be empty: it is signed so.
    omit: ["x-contentful-timestamp-empty", "x-contentful-topic-empty"],
    expect: { id: null, type: "ContentManagement.Entry.publish", form: "utf8" },
    // A listed header may be empty: then it is signed as such, and another one does not match.
    omit: ["x-contentful-timestamp-empty", "x-contentful-topic-empty"],
  },
  bodyScheme({
    scheme: "storyblok",
    reference: "https://www.storyblok.com/docs/concepts/webhooks",
    secret: ["storyblok_test_secret_", "3f1e8d70c9b5a246"],
    header: "webhook-signature",
    algorithm: "sha1",
    request: post('{"text":"published","action":"published","space_id":1,"story_id":2,"full_slug":"home"}'),
    expect: { type: "published" },
  }),
  {
    scheme: "prismic",
    reference: "https://prismic.io/docs/webhooks",
    secret: ["prismic_test_secret_", "a60d1f9e7c8b5324"],
    request: post('{"type":"api-update","domain":"waxseal","apiUrl":"https://waxseal.cdn.prismic.io/api/v2","secret":null,"documents":[]}'),
    sign({ secret, request }) {
      return { ...request, body: request.body.replace('"secret":null', `"secret":${JSON.stringify(secret)}`) };
    },
    covers: [],
    expect: { id: null, type: "api-update" },
    // A list in a place of JSON is no second value: it is none.
    omit: ["token-twice"],
  },
  timedScheme({
    scheme: "webflow",
    reference: "https://github.com/webflow/js-webflow-api/blob/master/src/wrapper/WebhooksClient.ts",
    secret: ["webflow_test_secret_", "c3f70e8b1d96a245"],
    request: post('{"triggerType":"form_submission","payload":{"name":"Contact","id":"65b1"}}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? millis(at);
      const tag = hmac("sha256", secret, [time, ":", request.body]).toString("hex");
      return withHeaders(request, { "x-webflow-timestamp": time, "x-webflow-signature": tag });
    },
    expect: { type: "form_submission" },
  }),
  timedScheme({
    scheme: "ghost",
    reference: "https://github.com/TryGhost/Ghost/blob/main/ghost/core/core/server/services/webhooks/webhook-trigger.js",
    secret: ["ghost_test_secret_", "5b8e0d7f1c93a264"],
    request: post('{"post":{"current":{"id":"65a1","title":"Hello","status":"published"}}}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? millis(at);
      return withHeaders(request, { "X-Ghost-Signature": `sha256=${hmac("sha256", secret, [request.body, time]).toString("hex")}, t=${time}` });
    },
  }),
  bodyScheme({
    scheme: "discourse",
    reference: "https://github.com/discourse/discourse/blob/main/app/jobs/regular/emit_web_hook_event.rb",
    secret: ["discourse_test_secret_", "e2d60b9f7c81a354"],
    header: "X-Discourse-Event-Signature",
    before: "sha256=",
    request: post('{"topic":{"id":42,"title":"Hello from the forum"}}', {
      "x-discourse-event": "topic_created", "x-discourse-event-id": "7103", "x-discourse-event-type": "topic",
    }),
    expect: { id: "7103", type: "topic_created" },
  }),
  timedScheme({
    scheme: "mux",
    reference: "https://github.com/muxinc/mux-elixir/blob/master/lib/mux/webhooks.ex",
    secret: ["mux_test_secret_", "9e04f7d1c8b6a352"],
    request: post('{"type":"video.asset.ready","id":"3a56ac3d-33da-4366-855b-f592d898409d","data":{"status":"ready"}}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? seconds(at);
      return withHeaders(request, { "Mux-Signature": `t=${time},v1=${hmac("sha256", secret, [time, ".", request.body]).toString("hex")}` });
    },
    expect: { id: "3a56ac3d-33da-4366-855b-f592d898409d", type: "video.asset.ready" },
    published: [
      published("mux-elixir: right at its time", "https://github.com/muxinc/mux-elixir/blob/master/test/mux/webhooks_test.exs", ["SuperSecret", "123"],
        "mux-signature", "t=1565125718,v1=854ece4c22acef7c66b57d4e504153bc512595e8e9c772ece2a68150548c19a7", '{"test":"body"}', "valid", 1_565_125_718_500),
      published("mux-elixir: too old later", "https://github.com/muxinc/mux-elixir/blob/master/test/mux/webhooks_test.exs", ["SuperSecret", "123"],
        "mux-signature", "t=1565125718,v1=854ece4c22acef7c66b57d4e504153bc512595e8e9c772ece2a68150548c19a7", '{"test":"body"}', "timestamp_stale", 1_780_063_272_000),
    ],
  }),
  {
    scheme: "livepeer",
    reference: "https://docs.livepeer.org/developers/guides/setup-and-listen-to-webhooks",
    secret: ["livepeer_test_secret_", "b7d05e9f1c83a246"],
    request: post('{"id":"e_81","webhookId":"w_1","timestamp":1780063272000,"event":"stream.started","stream":{"id":"s_1"}}'),
    sign({ secret, request, at }) {
      return overBody("Livepeer-Signature", { before: `t=${millis(at)},v1=` })({ secret, request });
    },
    covers: ["body"],
    expect: { id: "e_81", type: "stream.started", form: "utf8" },
  },
  bodyScheme({
    scheme: "uploadcare",
    reference: "https://github.com/uploadcare/uploadcare-ruby/blob/main/lib/uploadcare/webhook_signature_verifier.rb",
    secret: ["uploadcare_test_secret_", "0c9f5e71d8b6a324"],
    header: "X-Uc-Signature",
    before: "v1=",
    request: post('{"hook":{"id":889783,"event":"file.uploaded"},"data":{"uuid":"f08d7c8a"},"file":"https://cdn.example.test/f08d7c8a/"}'),
    expect: { type: "file.uploaded" },
    published: [
      published("the Ruby SDK: valid", "https://github.com/uploadcare/uploadcare-ruby/blob/main/spec/uploadcare/webhook_signature_verifier_spec.rb",
        ["123", "45X"], "X-Uc-Signature", "v1=9b31c7dd83fdbf4a2e12b19d7f2b9d87d547672a325b9492457292db4f513c70", uploadcareBody()),
      published("the Ruby SDK: another secret", "https://github.com/uploadcare/uploadcare-ruby/blob/main/spec/uploadcare/webhook_signature_verifier_spec.rb",
        ["123", "45"], "X-Uc-Signature", "v1=9b31c7dd83fdbf4a2e12b19d7f2b9d87d547672a325b9492457292db4f513c70", uploadcareBody(), "signature_mismatch"),
    ],
  }),
  bodyScheme({
    scheme: "pusher",
    reference: "https://github.com/pusher/pusher-http-node/blob/master/lib/webhook.js",
    secret: ["pusher_test_secret_", "f4e90b7d1c86a235"],
    header: "X-Pusher-Signature",
    request: post('{"time_ms":1780063272000,"events":[{"channel":"orders","name":"channel_occupied"}]}', { "x-pusher-key": "123456789" }),
    published: [
      published("pusher-http-node: valid", "https://github.com/pusher/pusher-http-node/blob/master/tests/integration/webhook.js", ["to", "fu"],
        "x-pusher-signature", "c17257e92037cd7de407ebc1ed174ceb7b2e518db127f44411b9ffc4f5b28cc5",
        '{"time_ms":1403175510755,"events":[{"channel":"test_channel","name":"channel_vacated"}]}'),
      published("pusher-http-node: no signature at all", "https://github.com/pusher/pusher-http-node/blob/master/tests/integration/webhook.js", ["to", "fu"],
        "x-pusher-signature", "000", '{"time_ms":1403175510755,"events":[{"channel":"test_channel","name":"channel_vacated"}]}', "signature_malformed"),
    ],
  }),
  bodyScheme({
    scheme: "ably",
    reference: "https://ably.com/docs/platform/integrations/webhooks",
    secret: ["ably_test_key_value_", "1d7e0f9b5c83a246"],
    header: "X-Ably-Signature",
    encoding: "base64",
    request: post('{"items":[{"webhookId":"ABcDEf","source":"channel.message","name":"channel.message","data":{"channelId":"orders"}}]}', { "x-ably-key": "appId.keyId" }),
  }),
  bodyScheme({
    scheme: "agora",
    reference: "https://docs.agora.io/cn/Video/signature_verify",
    secret: ["agora_test_secret_", "8b3d0e7f1c95a264"],
    header: "Agora-Signature-V2",
    request: post('{"noticeId":"4eb720f0-8da7-11e9-a43e-53f411c2761f","productId":1,"eventType":101,"notifyMs":1780063272000,"payload":{"channelName":"room"}}'),
    expect: { id: "4eb720f0-8da7-11e9-a43e-53f411c2761f", type: "101" },
    published: [
      published("the example of the documentation", "https://docs.agora.io/cn/Video/signature_verify", ["sec", "ret"], "Agora-Signature-V2",
        "de96da5acf03b0021ac3b4fa2225e7ae6f3533a30d50bb02c08ea4fa748bda24", AGORA_BODY),
      published("its older SHA-1 tag in the newer header", "https://docs.agora.io/cn/Video/signature_verify", ["sec", "ret"], "Agora-Signature-V2",
        "5a3bb6a6d9fad2ea9ae3fb707a14c9d7f3136df1", AGORA_BODY, "signature_malformed"),
    ],
  }),
  timedScheme({
    scheme: "elevenlabs",
    reference: "https://github.com/elevenlabs/elevenlabs-js/blob/main/src/wrapper/webhooks.ts",
    secret: ["elevenlabs_test_secret_", "e7f09d1b5c83a246"],
    request: post('{"type":"post_call_transcription","event_timestamp":1780063272,"data":{"agent_id":"a_1","status":"done"}}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? seconds(at);
      return withHeaders(request, { "ElevenLabs-Signature": `t=${time},v0=${hmac("sha256", secret, [time, ".", request.body]).toString("hex")}` });
    },
    tolerance: [1800, 300],
    expect: { type: "post_call_transcription" },
  }),
  timedScheme({
    scheme: "retell",
    reference: "https://github.com/RetellAI/retell-typescript-sdk/blob/main/src/lib/webhook_auth.ts",
    secret: ["retell_test_key_", "3d9b7e0f1c58a246"],
    request: post('{"event":"call_ended","call":{"call_id":"c_1","call_status":"ended"}}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? millis(at);
      return withHeaders(request, { "X-Retell-Signature": `v=${time},d=${hmac("sha256", secret, [request.body, time]).toString("hex")}` });
    },
    expect: { type: "call_ended" },
  }),
  bodyScheme({
    scheme: "bland",
    reference: "https://docs.bland.ai/tutorials/webhook-signing",
    secret: ["bland_test_secret_", "7f1d9b0e5c38a246"],
    header: "X-Webhook-Signature",
    request: post('{"call_id":"c_1","completed":true,"status":"completed"}'),
  }),
  bodyScheme({
    scheme: "cursor",
    reference: "https://docs.cursor.com/account/cloud-agent-webhooks",
    secret: ["cursor_test_webhook_secret_", "b15f9d7e0c38a246"],
    header: "X-Webhook-Signature",
    before: "sha256=",
    request: post('{"event":"statusChange","id":"bc_1","status":"FINISHED"}'),
  }),
  timedScheme({
    scheme: "iron",
    reference: "https://docs.iron.xyz/reference-2026-07-01/webhooks/dispatches-an-event-notification-to-a-configured-webhook-endpoint",
    secret: ["iron_test_secret_", "d1b75f9e0c38a246"],
    request: post('{"message":{"customer":{"id":"cu_1","status":"Active"}}}', { "webhook-id": "5f0e9d7b-1c38-4a24-86b5-d1e07f9c3a24" }),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? seconds(at);
      const tag = hmac("sha256", secret, [time, request.body]).toString("hex");
      return withHeaders(request, { "webhook-timestamp": time, "webhook-signature": `v1=${tag}` });
    },
    expect: { id: "5f0e9d7b-1c38-4a24-86b5-d1e07f9c3a24" },
  }),
  bodyScheme({
    scheme: "hookdeck",
    reference: "https://github.com/hookdeck/webhook-skills/blob/main/skills/hookdeck-event-gateway-webhooks/references/verification.md",
    secret: ["hookdeck_test_secret_", "9e7f0d1b5c38a246"],
    header: "x-hookdeck-signature",
    encoding: "base64",
    request: post('{"id":"ord_1","type":"order.created"}', { "x-hookdeck-eventid": "evt_2Kd8" }),
    expect: { id: "evt_2Kd8" },
  }),
  bodyScheme({
    scheme: "outpost",
    reference: "https://github.com/hookdeck/outpost/blob/main/docs/content/destinations/webhook.mdoc",
    secret: ["outpost_test_secret_", "5c9e7f0d1b38a246"],
    header: "x-outpost-signature",
    before: "v0=",
    list: ",",
    bare: true,
    request: post('{"user_id":"usr_123","email":"robin@example.test"}', {
      "x-outpost-event-id": "evt_abc123", "x-outpost-topic": "user.created", "x-outpost-timestamp": "2026-05-29T14:01:12Z",
    }),
    expect: { id: "evt_abc123", type: "user.created" },
  }),
  bodyScheme({
    scheme: "convoy",
    reference: "https://github.com/frain-dev/convoy/blob/main/pkg/signature/signature.go",
    secret: ["convoy_test_secret_", "7f5c9e0d1b38a246"],
    header: "X-Convoy-Signature",
    request: post('{"event":"charge.success","amount":2500,"currency":"EUR"}'),
    published: [
      convoyPublished("simple, SHA-256, hexadecimal", "244449b7f48cbc2709060c9dcdc2b3aa47a78f540430579015c579fb12defbb4"),
      convoyPublished("simple, SHA-256, base64", "JERJt/SMvCcJBgydzcKzqkenj1QEMFeQFcV5+xLe+7Q=", { options: { encoding: "base64" } }),
      convoyPublished("simple, altered", "244449b7f48cbc2709060c9dcdc2b3aa47a78f540430579015c579fb12defbb0", { expect: "signature_mismatch" }),
    ],
  }),
  timedScheme({
    scheme: "convoy-advanced",
    reference: "https://github.com/frain-dev/convoy/blob/main/pkg/signature/signature.go",
    secret: ["convoy_test_secret_", "e0d17f5c9b38a246"],
    request: post('{"event":"charge.success","amount":2500,"currency":"EUR"}'),
    sign({ secret, request, at, stamp }) {
      const time = stamp ?? seconds(at);
      return withHeaders(request, { "X-Convoy-Signature": `t=${time},v1=${hmac("sha256", secret, [time, ",", request.body]).toString("hex")}` });
    },
    // The comma that joins timestamp and body also ends the header's item: what is moved behind it is cut off there.
    omit: ["border-timestamp-takes-body"],
    published: [
      convoyPublished("SHA-256, hexadecimal", `t=1700000000,v1=${CONVOY_TAG}`),
      convoyPublished("SHA-256, base64", "t=1700000000,v1=d7i5Jp8loZmEalWivSWz+6FRxw/a5gux3Nh/u8lDxVw=", { options: { encoding: "base64" } }),
      convoyPublished("altered", `t=1700000000,v1=${CONVOY_TAG.slice(0, -1)}0`, { expect: "signature_mismatch" }),
      convoyPublished("past the tolerance", `t=1700000000,v1=${CONVOY_TAG}`, { expect: "timestamp_stale", now: CONVOY_AT + 301_000 }),
      convoyPublished("the timestamp behind the signature", `v1=${CONVOY_TAG},t=1700000000`),
      convoyPublished("two signatures, one right", `t=1700000000,v1=449623e4897bbde05e35358293f97b8c2f697367ffa3e7466e98178dfba44d19,v1=${CONVOY_TAG}`),
      convoyPublished("two signatures, none right",
        "t=1700000000,v1=449623e4897bbde05e35358293f97b8c2f697367ffa3e7466e98178dfba44d19,v1=c7eff1833c41a2ce2e195599451b240cd282b1bc9fa387e428a9fd5a5dc74933",
        { expect: "signature_mismatch" }),
      convoyPublished("a timestamp that is no number", `t=Infinity,v1=${CONVOY_TAG}`, { expect: "timestamp_malformed" }),
      convoyPublished("a signature that is a number", "t=1700000000,v1=1234567890", { expect: "signature_malformed" }),
      convoyPublished("no timestamp", `v1=${CONVOY_TAG},v2=${CONVOY_TAG}`, { expect: "timestamp_missing" }),
    ],
  }),
];

/** The body of go-pagerduty's tests. */
function pagerDutyBody() {
  const reference = (kind, path, id, summary) => ({
    html_url: `https://acme.pagerduty.com/${path}/${id}`, id, self: `https://api.pagerduty.com/${path}/${id}`, summary, type: `${kind}_reference`,
  });
  return JSON.stringify({
    event: {
      id: "01BWDWL3NYY7LUFPZCC28QUCMK", event_type: "incident.priority_updated", resource_type: "incident", occurred_at: "2021-04-26T17:36:27.458Z",
      agent: reference("user", "users", "PLH1HKV", "Tenex Engineer"),
      client: null,
      data: {
        id: "PGR0VU2", type: "incident", self: "https://api.pagerduty.com/incidents/PGR0VU2", html_url: "https://acme.pagerduty.com/incidents/PGR0VU2",
        number: 2, status: "triggered", title: "A little bump in the road",
        service: reference("service", "services", "PF9KMXH", "API Service"),
        assignees: [reference("user", "users", "PTUXL6G", "User 123")],
        escalation_policy: reference("escalation_policy", "escalation_policies", "PUS0KTE", "Default"),
        teams: [reference("team", "teams", "PFCVPS0", "Engineering")],
        priority: { ...reference("priority", "priorities", "PSO75BM", "P1"), html_url: "https://acme.pagerduty.com/account/incident_priorities" },
        urgency: "high",
        conference_bridge: { conference_number: 1000, conference_url: "https://example.com" },
        resolve_reason: null,
      },
    },
  });
}

/** The body of uploadcare-ruby's tests. */
function uploadcareBody() {
  const image = {
    color_mode: "RGB", format: "JPEG", height: 168, width: 300, orientation: null, dpi: null, geo_location: null, datetime_original: null, sequence: false,
  };
  const file = "https://ucarecdn.com/f08d7c8a-2971-42e0-ab01-780d9039b40b/download.jpeg";
  return JSON.stringify({
    payload_hash: "1844671900",
    data: {
      uuid: "f08d7c8a-2971-42e0-ab01-780d9039b40b",
      image_info: image,
      video_info: null,
      content_info: { mime: { mime: "image/jpeg", type: "image", subtype: "jpeg" }, video: null, image },
      mime_type: "image/jpeg", original_filename: "download.jpeg", size: 10603, is_image: true, is_ready: true,
      datetime_removed: null, datetime_stored: null, datetime_uploaded: null, original_file_url: file, url: "", source: null, variations: null,
      rekognition_info: null,
    },
    hook: {
      id: 889783, project_id: 123681, target: "https://6f48-188-232-175-230.ngrok.io/posts", event: "file.uploaded", is_active: true,
      created_at: "2021-11-18T06:17:42.730459Z", updated_at: "2021-11-18T06:17:42.730459Z",
    },
    file,
  });
}
