import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActivity } from '../../src/main/audit/activity.ts';
import { contentHash, linkHash, origin } from '../../src/main/audit/chain.ts';
import { verifyActivity } from '../../src/main/audit/verify.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { auditHouse, fill, key } from './house.ts';

const whole = { ok: true, firstBad: null, problem: null };

describe('the chain', () => {
  it('verifies, without gaps, whatever was recorded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.string({ unit: 'binary' }), at: fc.nat(5) }), {
          minLength: 1,
          maxLength: 30,
        }),
        (things) => {
          using house = auditHouse();
          for (const { text, at } of things) {
            house.activity.record({ kind: 'question', action: 'ask', details: { text } });
            if (at === 0) house.activity.flush();
          }
          house.activity.flush();
          expect(verifyActivity(house.store, key)).toMatchObject({
            ...whole,
            entries: things.length,
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('finds any change of any column, and names the first entry that was touched', () => {
    const columns = [
      'at',
      'action',
      'outcome',
      'door',
      'chat',
      'target',
      'details',
      'kind',
      'hash',
    ];
    const numbers = ['user_id', 'organization_id'];
    fc.assert(
      fc.property(
        fc.constantFrom(...columns, ...numbers, 'content_hash'),
        fc.integer({ min: 1, max: 20 }),
        (column, id) => {
          using house = auditHouse();
          fill(house, 20);
          const value = numbers.includes(column) ? `ifnull(${column}, 0) + 1` : `${column} || 'x'`;
          house.tamper(`UPDATE activity SET ${column} = ${value} WHERE id = ${id}`);
          expect(verifyActivity(house.store, key)).toMatchObject({ ok: false, firstBad: id });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds gaps, cuts, swaps and entries put between', () => {
    const cases: [string, number, string][] = [
      ['DELETE FROM activity WHERE id = 8', 8, 'missing'],
      ['DELETE FROM activity WHERE id = 1', 1, 'missing'],
      ['DELETE FROM activity WHERE id >= 15', 15, 'cut_off'],
      ['DELETE FROM activity', 1, 'cut_off'],
      [
        `UPDATE activity SET id = -5 WHERE id = 5; UPDATE activity SET id = 5 WHERE id = 6;
         UPDATE activity SET id = 6 WHERE id = -5`,
        5,
        'reordered',
      ],
      [`UPDATE activity SET at = NULL, action = NULL, details = NULL WHERE id = 9`, 9, 'removed'],
    ];
    for (const [sql, firstBad, problem] of cases) {
      using house = auditHouse();
      fill(house, 20);
      house.activity[Symbol.dispose]();
      house.tamper(sql);
      expect(verifyActivity(house.store, key)).toMatchObject({ ok: false, firstBad, problem });
    }
  });

  it('knows a chain that was written anew by its signed checkpoints', () => {
    using house = auditHouse();
    fill(house, 10);
    house.activity[Symbol.dispose]();
    const rows = house.store.all(
      house.store.query.selectFrom('activity').selectAll().orderBy('id'),
    );
    let before = origin;
    for (const row of rows) {
      const action = row.id === 3 ? 'never happened' : (row.action ?? '');
      const content = {
        ...row,
        at: row.at ?? '',
        action,
        outcome: 'ok',
        details: row.details ?? '',
      };
      const contents = contentHash(content);
      before = linkHash(before, row.id, row.kind, contents);
      house.tamper(
        `UPDATE activity SET action = '${action}', content_hash = '${contents}', hash = '${before}' WHERE id = ${row.id}`,
      );
    }
    expect(verifyActivity(house.store, key).ok).toBe(false);
    house.tamper(
      `UPDATE activity_checkpoints SET hash = (SELECT hash FROM activity WHERE id = through_id)`,
    );
    expect(verifyActivity(house.store, key)).toMatchObject({ problem: 'forged_checkpoint' });
  });

  it('misses its signatures, whatever was cut off with them', () => {
    for (const cut of ['activity WHERE id > 3', 'activity', 'activity WHERE false']) {
      using house = auditHouse();
      fill(house, 10);
      house.tamper(`DELETE FROM ${cut}; DELETE FROM activity_checkpoints`);
      const { ok, problem } = verifyActivity(house.store, key);
      expect({ ok, problem }).toEqual({ ok: false, problem: 'unsigned' });
    }
    using house = auditHouse();
    fill(house, 10);
    house.tamper('UPDATE activity_checkpoints SET signature = NULL');
    expect(verifyActivity(house.store, key)).toMatchObject({ problem: 'unsigned', firstBad: 10 });
    // Where no secrets can be kept, there are none to be missed.
    expect(verifyActivity(house.store, null)).toMatchObject({ ok: true, signed: false });
  });

  it('is continued by another process without a break', () => {
    using house = auditHouse();
    fill(house, 5);
    const { store, clock } = house;
    const log = createLog('silent', { write: () => undefined });
    using other = createActivity({ store, clock, log, key });
    other.record({ kind: 'backup', action: 'backup' });
    other.flush();
    fill(house, 5);
    expect(verifyActivity(house.store, key)).toMatchObject({ ...whole, entries: 11 });
  });
});

describe('the table itself', () => {
  it.each([
    "UPDATE activity SET action = 'x' WHERE id = 2",
    'UPDATE activity SET details = NULL WHERE id = 2',
    'DELETE FROM activity WHERE id = 2',
    "INSERT OR REPLACE INTO activity (id, kind, content_hash, hash) VALUES (2, 'system', '', '')",
    "INSERT INTO activity (id, kind, content_hash, hash) VALUES (99, 'system', '', '')",
    "UPDATE activity_checkpoints SET hash = ''",
    'DELETE FROM activity_checkpoints',
  ])('refuses %s', (sql) => {
    using house = auditHouse();
    fill(house, 5);
    expect(() => house.store.file.exec(sql)).toThrow(/append-only|in order/);
    expect(verifyActivity(house.store, key)).toMatchObject({ ...whole, entries: 5 });
  });
});

describe('retention', () => {
  const day = 86_400_000;
  it('empties what is older than its kind may be kept, and the chain still verifies', () => {
    using house = auditHouse();
    fill(house, 30);
    house.clock.advance(40 * day);
    fill(house, 6);
    const gone = house.activity.retire((kind) => (kind === 'question' ? 30 : null));
    expect(gone).toBe(10);
    expect(house.activity.search({ kinds: ['question'], limit: 100 })).toHaveLength(2);
    expect(house.activity.search({ kinds: ['command'], limit: 100 })).toHaveLength(12);
    expect(verifyActivity(house.store, key)).toMatchObject({ ...whole, entries: 36, retired: 10 });
    expect(house.activity.retire((kind) => (kind === 'question' ? 30 : null))).toBe(0);
  });

  it('takes no entry along for one that a wrong clock has dated', () => {
    using house = auditHouse();
    const retire = () => house.activity.retire((kind) => (kind === 'question' ? 30 : null));
    fill(house, 30);
    house.clock.advance(-1_000 * day);
    fill(house, 3);
    house.clock.advance(3_000 * day);
    fill(house, 3);
    house.clock.advance(-2_000 * day);
    fill(house, 3);
    expect(retire()).toBe(0);
    house.clock.advance(20 * day);
    fill(house, 3);
    house.clock.advance(20 * day);
    // Those of both wrong dates go with their neighbours, and the last one stays.
    expect(retire()).toBe(13);
    expect(verifyActivity(house.store, key)).toMatchObject({ ...whole, retired: 13 });
  });

  it('can not be played by somebody without the key', () => {
    using house = auditHouse();
    fill(house, 10);
    house.store.file.exec(`
      INSERT INTO activity_checkpoints (at, kind, through_id, hash, signature)
        SELECT at, kind, id, hash, 'ffff' FROM activity WHERE id = 4;
      UPDATE activity SET at = NULL, action = NULL, outcome = NULL, door = NULL, user_id = NULL,
        organization_id = NULL, chat = NULL, target = NULL, details = NULL WHERE id = 4;`);
    expect(verifyActivity(house.store, key)).toMatchObject({
      problem: 'forged_checkpoint',
      firstBad: 4,
    });
  });
});
