// Runs in the page: everything in which something could be left behind.

/** Counts what is stored, and lists where a secret field's content stands besides the field itself. */
export const storedIn = async () => {
  const secrets = [...document.querySelectorAll('input[id^="secret-"]')].map(({ value }) => value).filter((value) => value.length > 5);
  const attributes = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes].map(({ name, value }) => [`${element.tagName} ${name}`, value]));
  const places = [...attributes, ["text", document.body.textContent], ["title", document.title], ["address", decodeURIComponent(location.href)], ["name", window.name]];
  // A page from disk has an origin of its own, in which not every store exists.
  const counted = async (count) => {
    try {
      return await count();
    } catch {
      return 0;
    }
  };
  return {
    local: await counted(() => localStorage.length),
    session: await counted(() => sessionStorage.length),
    cookies: await counted(() => document.cookie) || "",
    databases: await counted(async () => (await indexedDB.databases()).length),
    caches: await counted(async () => (await caches.keys()).length),
    state: history.state,
    address: location.href,
    secretIn: places.filter(([, value]) => secrets.some((secret) => value.includes(secret))).map(([name]) => name),
  };
};
