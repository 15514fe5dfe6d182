import { useTranslation } from 'react-i18next';
import type { LogEntry } from './log.tsx';

/**
 * What was done, in words: what happened, or what a page called for. Null for what goes by its
 * own name, as the bot's commands do.
 */
export function useActionName(): (action: string) => string | null {
  const { t, i18n } = useTranslation();
  return (action) => {
    if (!/^[\w.]+$/.test(action)) return null;
    for (const key of [`activity.actions.${action}`, `activity.calls.${action}`])
      if (i18n.exists(key) && typeof t(key) === 'string') return t(key);
    return /^[a-z]+\.[A-Za-z]+$/.test(action) ? t('activity.otherCall') : null;
  };
}

/** What it was done to, `database:3`, in words; what has none stays as it was written down. */
export function useTarget(): (target: string | null) => string | null {
  const { t, i18n } = useTranslation();
  return (target) => {
    const [kind = '', id = ''] = target?.split(/:(.*)/s) ?? [];
    if (kind === 'settings' && i18n.exists(`settings.groups.${id}`))
      return t(`settings.groups.${id}`);
    if (id === '' || !i18n.exists(`activity.targets.${kind}`)) return target;
    return t(`activity.targets.${kind}`, { id: /^\d{1,15}$/.test(id) ? Number(id) : id });
  };
}

/** What is told without a door and without a person was the operator's doing. */
const byPeople =
  /^(organization|member|invitation|credentials|channel|settings)\.|^database\.(added|renamed|removed|reconnected|grantsAccepted)$/;

/** Who did it: a person, the operator, or the appliance itself. */
export function useActor(): (entry: LogEntry) => string {
  const { t } = useTranslation();
  return ({ userName, userId, door, action }) => {
    if (userName !== null) return userName;
    if (userId !== null) return `#${userId}`;
    if (door === 'window' || door === 'web' || (door === null && byPeople.test(action)))
      return t('activity.operator');
    return t(door === 'api' ? 'activity.program' : 'activity.appliance');
  };
}
