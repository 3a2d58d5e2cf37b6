/**
 * Loads a package of this workspace for a file outside npm/.
 *
 * Node looks for packages in the folders above the importing file. Tests and the Worker's
 * scripts lie beside npm/, not in it, so they ask here instead of carrying a copy or a link:
 *
 *     import { load } from "../../npm/load.mjs";
 *     const { Miniflare } = await load("miniflare");
 *
 * @param {string} name a package or a subpath of one, as in an import
 * @returns {Promise<any>} its ES module namespace
 */
export const load = (name) => import(name);
