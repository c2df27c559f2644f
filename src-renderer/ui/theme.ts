import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Paper,
  Tabs,
  Tooltip,
} from '@mantine/core'

const same = (value: string): MantineColorsTuple =>
  Array.from({ length: 10 }, () => value) as unknown as MantineColorsTuple

/** Mantine's own greys lean to blue; a neutral ramp, light to dark and dark scheme from ink to ground. */
const gray = [
  '#fafafa',
  '#f3f3f3',
  '#e9e9e9',
  '#dedede',
  '#cccccc',
  '#adadad',
  '#8c8c8c',
  '#666666',
  '#4d4d4d',
  '#1a1a1a',
] as const
const dark = [
  '#ebebeb',
  '#bababa',
  '#9c9c9c',
  '#808080',
  '#4a4a4a',
  '#333333',
  '#262626',
  '#1b1b1b',
  '#161616',
  '#131313',
] as const

const still = { transitionProps: { duration: 100 } }
const dim = { backgroundOpacity: 0.35, blur: 0 }
/** Nothing behind a dialog scrolls, and the scroll lock would add style elements the content policy refuses. */
const noScrollLock = { lockScroll: false, removeScrollProps: { enabled: false } }

/** Mantine, dense and quiet; every colour is a token of tokens.css. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '22px', xl: '24px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '4px', lg: '4px', xl: '4px' },
  defaultRadius: 'sm',
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent: same('var(--accent)'), gray, dark },
  respectReducedMotion: true,
  focusRing: 'never',
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: false, ...still } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, ...noScrollLock, transitionProps: { duration: 0 }, overlayProps: dim },
    }),
    Paper: Paper.extend({ defaultProps: { withBorder: true } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: still } },
    Textarea: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs', iconColor: 'var(--accent-ink)' } },
    Radio: { defaultProps: { size: 'xs', iconColor: 'var(--accent-ink)' } },
    // Filled ones would be white on the light accent of the dark look.
    Chip: { defaultProps: { size: 'xs', variant: 'outline' } },
  },
})

const tokens: Record<string, string> = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-disabled': 'var(--panel-2)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--selected)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-color-accent-text': 'var(--accent)',
}

/** Hands our tokens to Mantine under its own names, in both of its schemes. */
export const tokenResolver: CSSVariablesResolver = () => ({ variables: tokens, light: tokens, dark: tokens })
