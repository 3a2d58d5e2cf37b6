// workerd and edge-light compile no bytes at run time; they import the file as a module.
import module from "#wasm-file";

/** Returns the module that the host compiled. */
export const compileModule = (): WebAssembly.Module => module as unknown as WebAssembly.Module;
