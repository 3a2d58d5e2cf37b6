import { core } from "../core/index.ts";

/** What runs here, and what it never does. */
export const Footer = () => (
  <footer class="footer">
    <p>
      waxseal {core.version}, from the code that verifies on servers. SHA-256 of its core: <code class="hash">{core.sha256}</code>
    </p>
    <p>This page is one file. It connects to nothing and stores nothing: its policy forbids it, and a test fails if it ever did.</p>
  </footer>
);
