import { runToEnd, start } from '../../support/serve.ts';
import { asking } from './asking.ts';
import { type Ground, type Life, live, openGround, pause } from './ground.ts';
import { joining } from './joining.ts';
import { backingUp, rotating, setting } from './keeping.ts';
import { type Accounts, answeredTwice, compare, damaged } from './ledger.ts';
import { drafting, sending } from './mailing.ts';
import { migrating } from './migrating.ts';
import { programming } from './programs.ts';
import type { Scene } from './scene.ts';

export interface CrashReport {
  /** Kills by the kind of act that they cut. */
  kinds: Record<string, number>;
  /** Starts that were killed themselves before they were done. */
  killedStarts: number;
  /** What was found wrong, and in which round. */
  wrong: string[];
  accounts: Accounts;
  mails: number;
  messages: number;
}

/** How often the activity chain is verified: it is a process of its own. */
const verifyEvery = 20;

type Found = Pick<CrashReport, 'kinds' | 'killedStarts' | 'wrong'>;

/**
 * Kills the appliance with SIGKILL at random moments of every kind of act, again and again on the
 * same data folder, and looks after each restart whether anything was lost, doubled or damaged.
 */
export async function crashRounds(
  rounds: number,
  random: () => number,
  say: (text: string) => void,
): Promise<CrashReport> {
  await using ground = await openGround(random);
  const scenes = kinds.map((make) => make(ground));
  const found: Found = { kinds: {}, killedStarts: 0, wrong: [] };
  const blame = (round: number, kind: string, wrong: readonly string[]) => {
    found.wrong.push(...wrong.map((one) => `round ${round}, ${kind}: ${one}`));
    for (const one of wrong) say(`round ${round}, ${kind}: ${one}`);
  };
  let cut: Scene | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const scene = scenes[round % (scenes.length + 1)];
    const kind = scene?.kind ?? 'migration';
    found.kinds[kind] = 1 + (found.kinds[kind] ?? 0);
    if (scene) cut = await cutScene(ground, scene, cut, round, found, blame);
    else blame(round, kind, await migrating(ground));
    if (round % verifyEvery === 0) blame(round, 'activity chain', await brokenChain(ground));
    if (round % 10 === 9) say(`${round + 1} rounds`);
  }
  await ending(ground, cut, (kind, wrong) => blame(rounds, kind, wrong));
  const { telegram, mails } = ground;
  const messages = telegram.calls('sendMessage').length;
  return { ...found, accounts: compare(ground), mails: mails.arrived.length, messages };
}

const kinds = [asking, joining, sending, drafting, backingUp, rotating, setting, programming];

/** One life: what the last kill cut is looked at, then the scene is played until the next kill. */
async function cutScene(
  ground: Ground,
  scene: Scene,
  before: Scene | null,
  round: number,
  found: Found,
  blame: (round: number, kind: string, wrong: readonly string[]) => void,
): Promise<Scene> {
  const { random, home } = ground;
  scene.lay?.(ground);
  if (round > 0 && random() < 0.15) {
    found.killedStarts += 1;
    await killedStart(ground);
  }
  const life = await live(ground);
  if (before) blame(round - 1, before.kind, await before.check(life));
  await scene.prepare?.(life, round);
  scene.act(life, round);
  await pause(random() * scene.spanMs);
  await life.served.kill();
  blame(round, scene.kind, damaged(home));
  return scene;
}

/** One more life, in which all comes to its end. */
async function ending(
  ground: Ground,
  cut: Scene | null,
  blame: (kind: string, found: readonly string[]) => void,
): Promise<void> {
  const life: Life = await live(ground);
  if (cut) blame(cut.kind, await cut.check(life));
  await life.served.stop();
  blame('activity chain', await brokenChain(ground));
  blame('files', damaged(ground.home));
  blame('ledger', compare(ground).wrong);
  const twice = answeredTwice(ground.home);
  if (twice > 0) blame('ledger', [`${twice} questions are billed as answered twice`]);
  const subjects = ground.mails.arrived.map(({ mail }) => mail.subject ?? '');
  const doubled = subjects.filter((one, at) => subjects.indexOf(one) !== at);
  blame(
    'mail',
    doubled.map((subject) => `«${subject}» went twice`),
  );
}

/** The power fails again while it starts. */
async function killedStart({ env, random }: Ground): Promise<void> {
  const child = start(['serve'], { DIWAN_LAN_PORT: '0', DIWAN_OWNER_PORT: '0', ...env });
  const exited = new Promise((done) => child.once('exit', done));
  await pause(100 + random() * 900);
  child.kill('SIGKILL');
  await exited;
}

async function brokenChain({ env }: Ground): Promise<string[]> {
  const { code, out, errors } = await runToEnd(['verify-log'], env);
  return code === 0 ? [] : [`${out} ${errors}`];
}
