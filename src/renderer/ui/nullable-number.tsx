import { NumberInput } from '@mantine/core';

export interface NullableNumberProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  /** What holds where nothing is entered. */
  placeholder?: string;
  prefix?: string;
  /** Digits after the point; none if unset. */
  decimals?: number;
  error?: string | undefined;
}

/** A number that may be left empty. */
export const NullableNumber = ({
  value,
  onChange,
  placeholder = '',
  prefix = '',
  decimals = 0,
  ...rest
}: NullableNumberProps) => (
  <NumberInput
    {...rest}
    value={value === null || Number.isNaN(value) ? '' : value}
    onChange={(next) => onChange(next === '' ? null : Number(next))}
    placeholder={placeholder}
    prefix={prefix}
    thousandSeparator=","
    decimalScale={decimals}
    allowDecimal={decimals > 0}
    allowNegative={false}
    clampBehavior="none"
    hideControls
  />
);
