import { useTranslation } from 'react-i18next';
import { MemberSelect } from '../../ui/member-select.tsx';

export interface ActorSelectProps {
  value: string | null;
  onChange: (value: string | null) => void;
}

/** Whose acts: a member's, or what no member did. */
export function ActorSelect(props: ActorSelectProps) {
  const { t } = useTranslation();
  return (
    <MemberSelect
      {...props}
      label={t('activity.actor')}
      placeholder={t('activity.any')}
      others={[{ value: 'nobody', label: t('activity.nobody') }]}
      clearable
    />
  );
}
