import { useTranslation } from 'react-i18next';
import type { LogEntry } from './log.tsx';

/** What was done, in words; null for what goes by its technical name, as commands do. */
export function useActionName(): (action: string) => string | null {
  const { t, i18n } = useTranslation();
  return (action) => {
    const key = `activity.actions.${action}`;
    return /^[\w.]+$/.test(action) && i18n.exists(key) ? String(t(key)) : null;
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
