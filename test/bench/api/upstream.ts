/** The model behind both: an OpenAI-compatible server that answers at once. Prints its address. */
import { startOpenaiStandIn } from '../../support/models/openai.ts';

const model = await startOpenaiStandIn(() => ({ text: 'A plain answer of usual length.' }), {
  keep: 8,
});
process.stdout.write(`${JSON.stringify({ url: model.url })}\n`);
