import { describe, expect, test } from 'vitest';
import { anytime, type Bench, forged, limits } from './bench.ts';

export function describeAudit(bench: Bench): void {
  describe('the grant audit', () => {
    test('passes a login that may only read', async () => {
      const report = await (await bench.open()).audit(anytime());
      expect(report).toMatchObject({ verdict: 'read_only', findings: [] });
      expect(report.takenAt).toMatch(/Z$/);
    });

    test('finds what an owner may do beyond reading', async () => {
      const { owner, ownerRights } = bench.server;
      const report = await (await bench.open(owner)).audit(anytime());
      expect(report.verdict).toBe('excess');
      const rights = report.findings.map(({ right }) => right);
      for (const right of ownerRights) expect(rights).toContainEqual(expect.stringMatching(right));
      expect(report.findings.map(({ evidence }) => evidence)).toContain('attempted');
    });

    test('explains every finding by a key and its words', async () => {
      const report = await (await bench.open(bench.server.owner)).audit(anytime());
      for (const { explanation } of report.findings)
        expect(explanation.key).toMatch(/^audit\.[a-z]+\.[a-zA-Z]+$/);
    });

    test('leaves nothing behind', async () => {
      const source = await bench.open(bench.server.owner);
      const before = await source.introspect(anytime());
      await source.audit(anytime());
      const after = await source.introspect(anytime());
      expect(after.tables).toEqual(before.tables);
      const { rows } = await source.run(
        forged('SELECT count(*) AS n FROM customers'),
        limits,
        anytime(),
      );
      expect(rows).toEqual([[3]]);
    });

    test('its script makes a login that passes, and holds no password', async () => {
      const { script } = await (await bench.open(bench.server.owner)).audit(anytime());
      expect(script).not.toContain(bench.server.ownerPassword);
      const connection = await bench.server.loginByScript(script);
      const source = await bench.open(connection);
      expect(await source.audit(anytime())).toMatchObject({ verdict: 'read_only', findings: [] });
      const { rows } = await source.run(
        forged('SELECT count(*) AS n FROM customers'),
        limits,
        anytime(),
      );
      expect(rows).toEqual([[3]]);
    });
  });
}
