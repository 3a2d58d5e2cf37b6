// What docs/events says of the types that senders list, which build.mjs puts in.
import type { Catalog } from "../catalog.js";

declare const catalogs: Readonly<Record<string, Catalog>>;
export default catalogs;
