import { Agent, fetch } from 'undici';
import { z } from 'zod';
import { type City, superKey } from './city.ts';
import type { Act, Book } from './visitor.ts';
import { customers, newToken, questionAbout, tokensIn } from './words.ts';

/** A program's channel and the people behind it. */
export interface Channel {
  /** One message of one of its users, and the answer. */
  act(random: () => number): Promise<void>;
}

const Created = z.object({ api_key: z.string() });
const Said = z.object({
  success: z.boolean(),
  response: z.string(),
  error: z.string().optional(),
  sql: z.string().nullish(),
});
const usersEach = 8;

/** Its certificate is the appliance's own. */
export function lanAgent(): Agent & AsyncDisposable {
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  return Object.assign(agent, { [Symbol.asyncDispose]: () => agent.destroy() });
}

/** Every other channel asks a database, the rest is plain chat. */
export async function openChannels(
  city: City,
  agent: Agent,
  count: number,
  databases: readonly number[],
  book: Book,
): Promise<Channel[]> {
  const channels: Channel[] = [];
  for (let n = 0; n < count; n += 1) {
    const asks = n % 2 === 0 ? [databases[(n / 2) % databases.length] ?? 0] : [];
    const body = {
      channel_id: `program-${n}`,
      title: `Program ${n}`,
      default_model: 'openai/gpt-5-mini',
      available_models: ['openai/gpt-5-mini'],
      rate_limit: 10_000,
      databases: asks,
    };
    const response = await post(city, agent, '/admin/channels', superKey, body);
    const { api_key: key } = Created.parse(await response.json());
    channels.push(channelOf(city, agent, n, key, asks.length > 0, book));
  }
  return channels;
}

function channelOf(
  city: City,
  agent: Agent,
  n: number,
  key: string,
  asks: boolean,
  book: Book,
): Channel {
  const last = new Map<string, string>();
  return {
    async act(random) {
      // Users of the same name in every channel: a mix-up between channels would show.
      const user = `user-${Math.floor(random() * usersEach)}`;
      const token = newToken(random);
      const customer = 1 + Math.floor(random() * (customers - 20));
      const text = asks ? questionAbout(customer, token, 0) : `A word, please: ${token}`;
      const began = performance.now();
      const act: Act = {
        kind: asks ? 'channel question' : 'channel chat',
        chat: -n,
        at: (began - book.began) / 1_000,
        ms: 0,
        token,
        expected: null,
        end: 'lost',
      };
      book.acts.push(act);
      // One at a time a user: what came before is then certain.
      const earlier = last.get(user) ?? 'first';
      if (earlier === 'busy') return void book.acts.splice(book.acts.indexOf(act), 1);
      last.set(user, 'busy');
      const response = await post(city, agent, '/chat', key, { user_id: user, text });
      const said = Said.parse(await response.json());
      act.ms = performance.now() - began;
      act.end = endOf(said, response.status, token, asks ? `There are ${customer}.` : earlier);
      last.set(user, act.end === 'answered' ? token : earlier);
    },
  };
}

/** Lost is what is neither the right answer nor a clear error. */
function endOf(
  said: z.infer<typeof Said>,
  status: number,
  token: string,
  wanted: string,
): Act['end'] {
  if (!said.success) return status >= 400 && said.error && said.response ? 'error' : 'lost';
  const others = tokensIn(said.response).filter((one) => one !== token && one !== wanted);
  const right = said.response.includes(token) && said.response.includes(wanted);
  return right && others.length === 0 ? 'answered' : 'lost';
}

const post = ({ served }: City, agent: Agent, path: string, key: string, body: unknown) =>
  fetch(`${served.ready.api}${path}`, {
    dispatcher: agent,
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
