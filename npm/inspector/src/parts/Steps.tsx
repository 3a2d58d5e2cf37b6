/** What to do, for who is here the first time. */
export const Steps = () => (
  <ol class="steps card">
    <li><strong>Paste the request</strong> as your server, your logs or a tunnel show it. What it is, and who sent it, is recognised.</li>
    <li><strong>Add the secret</strong> that the sender showed for this endpoint. It is masked, and stays in this tab.</li>
    <li><strong>Read the cause.</strong> If the signature does not match, it is recomputed under every usual mistake; the one that matches is proved, with the line to change.</li>
  </ol>
);
