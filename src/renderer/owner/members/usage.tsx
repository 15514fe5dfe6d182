import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '../../../preload/contract/people.ts';
import { useFormat } from '../../format.ts';
import { periodOf } from '../../period.ts';
import { useEntry } from '../../queries.ts';
import { Stat, Stats } from '../../ui/page.tsx';
import { View } from '../../ui/state.tsx';

/** What a member used this month. */
export function MemberUsage({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  const usage = useEntry('members.usage', { userId: member.userId, period: periodOf('month') });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={t('members.usageOf', { name: member.name })}
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <View query={usage}>
        {({ calls, input, output, cost }) => (
          <Stats>
            <Stat label={t('overview.spendMonth')} value={money(cost)} />
            <Stat label={t('costs.calls')} value={number(calls)} />
            <Stat label={t('costs.input')} value={number(input)} />
            <Stat label={t('costs.output')} value={number(output)} />
          </Stats>
        )}
      </View>
    </Drawer>
  );
}
