import { expect, it } from 'vitest';
import { town } from '../../support/bot-house.ts';
import { asOwner, started } from '../../support/bot-people.ts';
import { createTestClock } from '../../support/clock.ts';

it.each([
  ['https://diwan.example:8420', 'Web view: https://diwan.example:8420', 'for your network'],
  ['https://127.0.0.1:8420', 'on the machine of Diwan alone', 'is closed'],
  [null, 'The web view is closed just now', 'https'],
])('credentials say where they are good for: %s', async (url, said, unsaid) => {
  await using place = await town();
  const house = await place.open({ webView: () => url });
  const sara = await started(place, { id: 7, name: 'Sara' });
  asOwner(house, sara, 'Company');
  sara.send('/password');
  const shown = await sara.sees('Your credentials for the web view');
  expect(shown.text).toContain(said);
  expect(shown.text).not.toContain(unsaid);
});

it('credentials are gone after five minutes, also when the appliance was stopped meanwhile', async () => {
  const clock = createTestClock({ skipBelow: 1 });
  await using place = await town({ clock });
  const house = await place.open();
  const sara = await started(place, { id: 7, name: 'Sara' });
  asOwner(house, sara, 'Company');
  sara.send('/password');
  const first = await sara.sees('Your credentials for the web view');
  const kept = () => house.manager.file.prepare('SELECT * FROM expiring_messages').all().length;
  await expect.poll(kept).toBe(1);
  clock.advance(60_000);
  sara.send('/password');
  const second = await sara.sees('Your credentials', { after: first.id });
  await expect.poll(kept).toBe(2);
  const gone = (id: number) => sara.chat.everything.find((one) => one.id === id)?.deleted;
  expect([gone(first.id), gone(second.id)]).toEqual([false, false]);
  clock.advance(4 * 60_000 + 1);
  await sara.chat.waitFor(() => gone(first.id));
  expect(gone(second.id)).toBe(false);
  await house[Symbol.asyncDispose]();
  clock.advance(10 * 60_000);
  const again = await place.open();
  await sara.chat.waitFor(() => gone(second.id));
  await expect
    .poll(() => again.manager.file.prepare('SELECT * FROM expiring_messages').all())
    .toEqual([]);
});
