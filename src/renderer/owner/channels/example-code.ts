/** Small programs to copy: each runs as it stands once the key is in DIWAN_KEY. */
export const exampleKinds = ['curl', 'javascript', 'openai', 'python'] as const;
export type ExampleKind = (typeof exampleKinds)[number];

export interface ExamplePlace {
  /** `https://…/v1` */
  url: string;
  model: string;
  /** Whether the address's certificate has to be given along, as diwan.pem. */
  pem: boolean;
}

const curl = ({ url, pem }: ExamplePlace) => `export DIWAN_KEY=ark_…
curl ${pem ? '--cacert diwan.pem ' : ''}${url}/chat \\
  -H "Authorization: Bearer $DIWAN_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"user_id": "42", "text": "What were total sales by region?"}'`;

const run = (pem: boolean) =>
  `// ${pem ? 'NODE_EXTRA_CA_CERTS=diwan.pem ' : ''}DIWAN_KEY=ark_… node ask.mjs`;

const javascript = ({ url, pem }: ExamplePlace) => `${run(pem)}
import { env } from 'node:process';

const response = await fetch('${url}/chat', {
  method: 'POST',
  headers: {
    Authorization: \`Bearer \${env.DIWAN_KEY}\`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({ user_id: '42', text: 'What were total sales by region?' }),
});
const answer = await response.json();
console.log(answer.success ? answer.response : answer.error);`;

const openai = ({ url, model, pem }: ExamplePlace) => `${run(pem)}
import { env } from 'node:process';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${url}', apiKey: env.DIWAN_KEY });
const answer = await client.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: 'What were total sales by region?' }],
});
console.log(answer.choices[0].message.content);`;

const python = ({
  url,
  model,
  pem,
}: ExamplePlace) => `# ${pem ? 'SSL_CERT_FILE=diwan.pem ' : ''}DIWAN_KEY=ark_… python ask.py
import os
from openai import OpenAI

client = OpenAI(base_url="${url}", api_key=os.environ["DIWAN_KEY"])
answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "What were total sales by region?"}],
)
print(answer.choices[0].message.content)`;

export const exampleCode: Record<ExampleKind, (place: ExamplePlace) => string> = {
  curl,
  javascript,
  openai,
  python,
};
