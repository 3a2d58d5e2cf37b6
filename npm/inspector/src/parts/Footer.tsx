import { core } from "../core/index.ts";

/** What runs here: so that the page's verdict can be held against a server's. */
export const Footer = () => (
  <footer class="footer">
    <p>
      waxseal {core.version}. The core is the one that servers run: SHA-256 <code class="hash">{core.sha256}</code>
    </p>
    <p>This page is one file. It connects to nothing and stores nothing: its policy forbids it, and a test fails if it ever did.</p>
  </footer>
);
