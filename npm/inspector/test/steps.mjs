// What a user does on the page, and what the page shows.

/** Fills the page with a genuine example. */
export const pressExample = (page, name) => page.getByRole("group", { name: "Genuine examples" }).getByRole("button", { name, exact: true }).click();

/** Fills it with the same as it arrives where something went wrong on the way. */
export const pressBroken = (page, name) => page.getByRole("group", { name: "Broken examples" }).getByRole("button", { name }).click();

/** Opens the fields behind what was pasted. */
export const openFields = (page) => page.getByRole("button", { name: "Fields", exact: true }).click();

/** Opens the settings, which most requests do not need. */
export const openSettings = (page) => page.getByText("Settings", { exact: true }).click();

/** Fills the page with a genuine example, in fields. */
export const pressExampleInFields = async (page, name) => {
  await pressExample(page, name);
  await openFields(page);
};

/** The verdict: its state, word, code and text. */
export const readVerdict = (page) =>
  page.locator(".verdict").evaluate((verdict) => ({
    state: verdict.dataset.state,
    title: verdict.querySelector(".verdict-title").textContent,
    code: verdict.querySelector(".verdict-code")?.textContent ?? null,
    detail: verdict.querySelector(".verdict-detail").textContent,
  }));

/** Waits for a state, then reads the verdict. */
export const verdictOf = async (page, state) => {
  try {
    await page.locator(`.verdict[data-state="${state}"]`).waitFor({ state: "attached", timeout: 5000 });
  } catch {
    throw new Error(`the verdict is not ${state}: ${JSON.stringify(await readVerdict(page))}`);
  }
  return readVerdict(page);
};

/** A header as it stands in the field. */
export const readHeader = async (page, name) => {
  const lines = (await page.locator("#headers").inputValue()).split("\n");
  const line = lines.find((text) => text.startsWith(`${name}: `));
  return line?.slice(name.length + 2);
};

/** Waits until what is drawn belongs to what is typed: it is drawn when the typing pauses. */
const settle = (page) => page.waitForTimeout(400);

/** The signed bytes as the page shows them: in hex, byte by byte. */
export const readSignedBytes = async (page) => {
  await settle(page);
  const toggle = page.getByRole("button", { name: "Hex", exact: true });
  if ((await toggle.getAttribute("aria-pressed")) === "false") await toggle.click();
  const hex = await page.locator('.bytes[data-form="hex"]').textContent();
  await toggle.click();
  return Buffer.from(hex.replaceAll(" ", ""), "hex");
};

/** The signed bytes as text with marks, one entry for each stretch. */
export const readSignedText = async (page) => {
  await settle(page);
  return page.locator('.bytes[data-form="text"] [data-stretch]').evaluateAll((stretches) =>
    Object.fromEntries(stretches.map((stretch) => [stretch.dataset.stretch, stretch.textContent])),
  );
};

/** Waits for a cause with its certainty, and reads it. */
export const causeOf = async (page, code, certainty) => {
  const cause = page.locator(`.cause[data-code="${code}"][data-certainty="${certainty}"]`);
  try {
    await cause.waitFor({ timeout: 5000 });
  } catch {
    throw new Error(`the cause is not ${code}, ${certainty}: ${await page.locator(".result").innerText()}`);
  }
  return cause.evaluate((element) => ({
    head: element.querySelector(".cause-head").textContent.trim(),
    message: element.querySelector(".cause-message").textContent,
    fix: element.querySelector(".fix").textContent,
  }));
};
