import { TextInput } from '@mantine/core'

interface CodeFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Where the code of the second step, or a recovery code, is typed once more. */
export function CodeField({ label, value, onChange }: CodeFieldProps) {
  return (
    <TextInput
      label={label}
      value={value}
      autoComplete="one-time-code"
      inputMode="numeric"
      maxLength={40}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
