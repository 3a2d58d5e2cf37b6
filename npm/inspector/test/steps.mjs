// What a user does on the page, and what the page shows.

export const pressSample = (page, name) => page.getByRole("button", { name, exact: true }).click();

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

/** The signed bytes as the page shows them: in hex, byte by byte. */
export const readSignedBytes = async (page) => {
  const toggle = page.getByRole("button", { name: "Hex", exact: true });
  if ((await toggle.getAttribute("aria-pressed")) === "false") await toggle.click();
  const hex = await page.locator('.bytes[data-form="hex"]').textContent();
  await toggle.click();
  return Buffer.from(hex.replaceAll(" ", ""), "hex");
};

/** The signed bytes as text with marks, one entry for each stretch. */
export const readSignedText = (page) =>
  page.locator('.bytes[data-form="text"] [data-stretch]').evaluateAll((stretches) =>
    Object.fromEntries(stretches.map((stretch) => [stretch.dataset.stretch, stretch.textContent])),
  );
