// A Worker that diagnoses the requests that it is sent as JSON, for the test beside it.
import { diagnose } from "waxseal/diagnose";

export default {
  async fetch(request) {
    const { received, config } = await request.json();
    const { verified, code, causes, matching, work } = diagnose(received, config);
    return Response.json({ id: verified?.id ?? null, code, causes, matching: matching && new TextDecoder().decode(matching.body), work });
  },
};
