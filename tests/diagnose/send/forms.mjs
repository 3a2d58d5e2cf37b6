// Form bodies, as the common writers write them.

// WHATWG URL, application/x-www-form-urlencoded serializing.
const whatwg = (fields) => new URLSearchParams(fields).toString();

const each = (encode) => (fields) => fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
const component = (text) => encodeURIComponent(text);

/** Every writer, by name: `forms.php(fields)` of pairs returns text. */
export const forms = {
  whatwg,
  // PHP's http_build_query: `*` and `~` are encoded but for `-`, `_`, `.`; a space is a plus.
  php: each((text) => component(text).replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%20", "+")),
  // Python's urlencode: quote_plus keeps `_.-~`.
  python: each((text) => component(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%20", "+")),
  component: each(component),
};

/** The pairs of a form body. */
export const fieldsOf = (body) => [...new URLSearchParams(body.toString())];
