/** The mark of Cutis: a lens over a measured line. */
export function Mark({ sizePx }: { sizePx: number }) {
  return (
    <svg
      width={sizePx}
      height={sizePx}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <circle cx="16" cy="14" r="10" />
      <circle cx="16" cy="14" r="3.5" />
      <path d="M4 29h24M4 26.5v5M12 27.5v3M20 27.5v3M28 26.5v5" strokeWidth="1.5" />
    </svg>
  )
}
