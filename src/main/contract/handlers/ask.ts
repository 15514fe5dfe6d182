import type { Language } from '../../../preload/contract/answer.ts';
import type { ask } from '../../../preload/contract/entries/ask.ts';
import type { Asker } from '../../ask/question.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

export const askHandlers = ({
  people,
  databases,
  asking,
}: Pick<HandlerDeps, 'people' | 'databases' | 'asking'>): HandlersOf<typeof ask> => ({
  'ask.question': (caller, { text, databaseId, requestId, language }, signal) => {
    const actor = actorOf(people.persons, caller);
    if (databaseId !== null) databases.catalogue.get(actor, databaseId);
    const question = {
      text,
      requestKey: `window:${requestId}`,
      databaseId,
      model: null,
      history: null,
    };
    return asking.ask(askerOf(caller, language), question, signal);
  },
  'ask.forget': (caller) => {
    asking.forget(askerOf(caller, caller.language));
    return {};
  },
});

/** The operator asks for the organisation: what it costs is the organisation's. */
const askerOf = ({ organizationId, door }: Caller, language: Language): Asker => ({
  userId: null,
  organizationId,
  channelId: null,
  turn: `operator:${organizationId ?? 0}`,
  chat: 'window',
  door: door === 'window' ? 'window' : 'web',
  name: 'operator',
  language,
});
