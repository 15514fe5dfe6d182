import type { z } from 'zod';
import type { ChannelUse } from '../../../preload/contract/channels.ts';
import type { ChannelRow, channels } from '../../../preload/contract/entries/channels.ts';
import type { Clock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import { addUsage, noUsage } from '../../model/usage.ts';
import { commandOf } from '../../programs/commands.ts';
import { lastDays, type Programs } from '../../programs/programs.ts';
import type { Reach } from '../../programs/registry.ts';
import type { Caller } from '../caller.ts';
import type { HandlersOf } from '../dispatch.ts';
import { addressesOf } from './addresses.ts';
import type { LanPort } from './deps.ts';

interface Deps {
  programs: Programs;
  clock: Clock;
  lan: LanPort;
}

const tryingUser = 'try-it';

export const channelHandlers = (deps: Deps): HandlersOf<typeof channels> => {
  const { programs, clock, lan } = deps;
  const { registry, report, limits, offer } = programs;
  return {
    'channels.list': (caller) => {
      const { url, certificate } = lan.state();
      const address = url === null ? null : (addressesOf(new URL(url))[0] ?? url);
      const found = registry.list(reachOf(caller));
      const ids = found.map(({ id }) => id);
      const keys = registry.activeKeys(ids);
      const used = report.ofEach(ids, lastDays(clock, 30));
      const rows = found.map(
        (channel): ChannelRow => ({
          ...channel,
          key: keys.get(channel.id) ?? null,
          use: totalOf(used.get(channel.id) ?? []),
        }),
      );
      return { url: address && `${address}/v1`, certificate, channels: rows };
    },
    'channels.keys': (caller, { id }) => registry.keys(reachOf(caller), id),
    'channels.use': (caller, { id, period }) => {
      const channelId = registry.get(reachOf(caller), id).id;
      return {
        days: report.byDay({ channelId }, period),
        models: report.byModel({ channelId }, period),
        answered: limits.used(channelId),
      };
    },
    'channels.models': (_caller, _input, signal) => offer.usable(signal),
    'channels.create': async (caller, given) => {
      const reach = reachOf(caller);
      await offer.requireKeys(given, null);
      const owner = { ...given, organizationId: caller.organizationId };
      return registry.create(reach, owner, caller.userId);
    },
    'channels.change': async (caller, { id, change }) => {
      const reach = reachOf(caller);
      await offer.requireKeys(change, registry.get(reach, id));
      return registry.change(reach, id, change, caller.userId);
    },
    'channels.rotate': (caller, { id, overlapHours, expiresAt }) => {
      const until = expiresAt && new Date(expiresAt).toISOString();
      const rotation = { expiresAt: until, overlapMs: overlapHours * 3_600_000 };
      return registry.rotate(reachOf(caller), id, rotation, caller.userId);
    },
    'channels.revoke': (caller, { id, keyId }) =>
      registry.revoke(reachOf(caller), id, keyId, caller.userId),
    'channels.try': (caller, { id, text }, signal) => tryChannel(deps, caller, id, text, signal),
  };
};

/** @throws DiwanError `not_in_organization` for who has none */
function reachOf({ access, organizationId }: Caller): Reach {
  if (access === 'operator') return 'all';
  if (organizationId === null) throw new DiwanError('not_in_organization');
  return { organizationId };
}

function totalOf(rows: readonly ChannelUse[]): ChannelUse {
  const sum = (of: keyof ChannelUse) => rows.reduce((total, row) => total + row[of], 0);
  return {
    requests: sum('requests'),
    failed: sum('failed'),
    elapsedMs: sum('elapsedMs'),
    input: sum('input'),
    output: sum('output'),
    cost: sum('cost'),
  };
}

type Tried = z.input<(typeof channels)['channels.try']['output']>;

async function tryChannel(
  { programs, clock }: Deps,
  caller: Caller,
  id: number,
  text: string,
  signal: AbortSignal,
): Promise<Tried> {
  const { registry, limits, chat, command } = programs;
  const channel = registry.known(registry.get(reachOf(caller), id).id);
  if (!channel) throw new DiwanError('not_found', { params: { what: 'channel' } });
  const { waitMs } = limits.knock(channel, tryingUser);
  if (waitMs > 0)
    throw new DiwanError('rate_limited', { params: { seconds: Math.ceil(waitMs / 1_000) } });
  const began = clock.monotonic();
  const given = commandOf(text);
  if (given) {
    const said = await command(channel, tryingUser, given, signal);
    const elapsedMs = clock.monotonic() - began;
    return { text: said.text, model: said.model, sql: null, usage: noUsage, cost: 0, elapsedMs };
  }
  const place = limits.place(channel);
  if (!('keep' in place)) throw new DiwanError('quota_exhausted');
  const asked = { channel, keyId: null, userId: tryingUser, text, databaseId: null, place };
  const reply = await chat({ ...asked, quiet: true, own: null }, signal, () => undefined);
  const { sql, receipt } = reply.answer;
  const elapsedMs = clock.monotonic() - began;
  const usage = receipt.stages.reduce((sum, one) => addUsage(sum, one.usage), noUsage);
  return { text: reply.text, model: reply.model, sql, usage, cost: receipt.total, elapsedMs };
}
