import { expect, it } from 'vitest';
import { createInbox } from '../../../src/main/channels/telegram/inbox.ts';
import { createLog } from '../../../src/main/lib/log.ts';
import { openManager } from '../../../src/main/store/manager/manager.ts';
import { createTestClock } from '../../support/clock.ts';
import { temporaryFolder } from '../../support/folder.ts';

it('forgets what was answered days ago, however long the bot runs', async () => {
  using folder = temporaryFolder();
  using store = openManager(folder.path);
  const clock = createTestClock();
  const log = createLog('silent', { write: () => undefined });
  const inbox = createInbox(store, clock, log, 1);
  for (let day = 0; day < 10; day += 1) {
    const [update] = await inbox.receive([{ update_id: day }]);
    expect(update).toMatchObject({ update_id: day });
    inbox.done(day);
    inbox.flush();
    clock.advance(25 * 3_600_000);
  }
  await inbox.receive([{ update_id: 10 }]);
  const kept = store.file.prepare('SELECT update_id FROM inbox ORDER BY 1').pluck().all();
  expect(kept).toEqual([7, 8, 9, 10]);
  expect(inbox.open()).toEqual([{ update_id: 10 }]);
});
