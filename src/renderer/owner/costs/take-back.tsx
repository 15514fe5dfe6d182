import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Price } from '../../../preload/contract/entries/budgets.ts';
import { useFormat } from '../../format.ts';
import { useCommand } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Icon } from '../../ui/icons.tsx';
import { useUndo } from '../../ui/undo.tsx';

export interface TakeBackProps {
  price: Price;
  /** What counts for the model then; undefined where nothing of its name ships. */
  shipped: Price | undefined;
}

/** Ends an owner's own price of a model. */
export function TakeBack({ price, shipped }: TakeBackProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const takeBack = useCommand('prices.takeBack');
  const undo = useUndo('prices.set');
  const [asking, setAsking] = useState(false);
  const { model, input, cachedInput, output } = price;
  const confirmed = () =>
    takeBack.mutate(
      { model },
      {
        onSuccess: () => undo(t('prices.ownOf', { model }), { model, input, cachedInput, output }),
      },
    );
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="red"
        aria-label={t('prices.takeBackOf', { model })}
        title={t('prices.takeBack')}
        onClick={() => setAsking(true)}
      >
        <Icon name="trash" size={17} />
      </ActionIcon>
      {asking && (
        <Confirm
          title={t('prices.takeBackTitle')}
          text={
            <>
              <b className="ltr">{model}</b>
              <br />
              {shipped
                ? t('prices.takeBackText', {
                    input: money(shipped.input),
                    output: money(shipped.output),
                  })
                : t('prices.takeBackNone')}
            </>
          }
          name={null}
          action={t('prices.takeBack')}
          pending={takeBack.isPending}
          error={takeBack.error}
          onClose={() => setAsking(false)}
          onConfirm={confirmed}
        />
      )}
    </>
  );
}
