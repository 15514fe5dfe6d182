import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Person } from '../../support/botapi/index.ts';
import { isRefusal } from '../soak/visitor.ts';
import type { Ground } from './ground.ts';
import type { Scene } from './scene.ts';

const uses = 3;
const crowd = 6;

/** Six people come at once with a code for three: three are in, each of the six is told. */
export function joining(ground: Ground): Scene {
  const { telegram } = ground;
  const owner = telegram.user(200, { languageCode: 'en' });
  let founded = false;
  let code = '';
  let people: Person[] = [];
  return {
    kind: 'join',
    spanMs: 220,
    async prepare(_life, round) {
      if (!founded) {
        owner.send('/createorg Crash House');
        await owner.sees(/you are its owner/);
        founded = true;
      }
      owner.send(`/invite ${uses} 24`);
      const invitation = await owner.sees(/\/join /);
      code = /\/join (\S+)/.exec(invitation.text)?.[1] ?? '';
      people = Array.from({ length: crowd }, (_, n) =>
        telegram.user(10_000 + round * crowd + n, { languageCode: 'en' }),
      );
    },
    act() {
      for (const person of people) person.send(`/join ${code}`);
    },
    async check() {
      const wrong: string[] = [];
      let welcome = 0;
      for (const person of people) {
        const seen = await person
          .sees((one) => /Welcome to Crash House/.test(one.text) || isRefusal(one), {
            timeout: 120_000,
          })
          .catch(() => null);
        if (!seen) wrong.push(`no word on /join in chat ${person.id}`);
        else if (/used up/.test(seen.text)) continue;
        else if (/Welcome/.test(seen.text)) welcome += 1;
        else wrong.push(`/join ended in: ${seen.text}`);
      }
      if (people.length > 0 && welcome !== uses) wrong.push(`${welcome} were welcomed`);
      people = [];
      return [...wrong, ...overUsed(ground.home)];
    },
  };
}

function overUsed(home: string): string[] {
  const file = new BetterSqlite3(join(home, 'manager.sqlite'), { readonly: true });
  const bad = file
    .prepare<[], { id: number; used: number; rows: number }>(
      `SELECT i.id, i.used, (SELECT count(*) FROM invitation_uses u WHERE u.invitation_id = i.id) AS rows
       FROM invitations i WHERE i.used > i.max_uses OR i.used <> rows`,
    )
    .all();
  file.close();
  return bad.map(({ id, used, rows }) => `invitation ${id}: used ${used}, by ${rows}`);
}
