import type { ManagerStore } from '../store/manager/manager.ts';
import { contentHash, linkHash, origin, sign } from './chain.ts';
import type { Content } from './entry.ts';

export interface Written extends Content {
  id: number;
  hash: string;
}

export interface ChainWriter {
  /** Appends in one transaction that is not forced to the disk: a question never waits for it. */
  append(contents: readonly Content[]): Written[];
  /** Vouches for the head as it is now; nothing where the last checkpoint already does. */
  checkpoint(at: string): void;
}

interface Head {
  id: number;
  hash: string;
}

/** The head is read in each transaction: a command of its own process may have written, too. */
export function createChainWriter(store: ManagerStore, key: Buffer | null): ChainWriter {
  const readHead = store.prepare<Head, []>(
    'SELECT id, hash FROM activity ORDER BY id DESC LIMIT 1',
  );
  const insert = store.prepare<never, unknown[]>(
    `INSERT INTO activity (id, at, kind, action, outcome, door, user_id, organization_id, chat,
       target, details, content_hash, hash) VALUES (${Array(13).fill('?').join(', ')})`,
  );
  const lastSigned = store.prepare<{ id: number }, []>(
    'SELECT through_id AS id FROM activity_checkpoints WHERE kind IS NULL ORDER BY id DESC LIMIT 1',
  );
  const write = (content: Content, before: Head): Written => {
    const id = before.id + 1;
    const contents = contentHash(content);
    const hash = linkHash(before.hash, id, content.kind, contents);
    const { at, kind, action, outcome, door, user_id, organization_id } = content;
    const { chat, target, details } = content;
    const who = [door, user_id, organization_id, chat];
    insert.run(id, at, kind, action, outcome, ...who, target, details, contents, hash);
    return { ...content, id, hash };
  };
  return {
    append: (contents) =>
      store.relaxed(() => {
        let head: Head = readHead.first() ?? { id: 0, hash: origin };
        return contents.map((content) => {
          const written = write(content, head);
          head = written;
          return written;
        });
      }),
    checkpoint: (at) => {
      store.transaction(() => {
        const head = readHead.first();
        if (!head || lastSigned.first()?.id === head.id) return;
        const checkpoint = { at, kind: null, through_id: head.id, hash: head.hash };
        const signature = key && sign(key, checkpoint);
        store.run(
          store.query.insertInto('activity_checkpoints').values({ ...checkpoint, signature }),
        );
      });
    },
  };
}
