import { Show } from 'solid-js'

export interface MarkProps {
  /** Pixels at 100 % text. Default 32; below 24 the two thin bars are left out. */
  readonly size?: number | undefined
  readonly class?: string | undefined
}

/** ㅂ, the first letter of 방, as a window frame with its lower pane lit. The name stands beside it, so it is silent. */
export function Mark(props: MarkProps) {
  const size = () => props.size ?? 32
  return (
    <svg
      viewBox="0 0 32 32"
      width={`${size() / 16}rem`}
      height={`${size() / 16}rem`}
      class={props.class}
      aria-hidden="true"
    >
      <rect x="7" y="13" width="18" height="14" fill="var(--mark-pane)" />
      <path d="M7 4v23M25 4v23M7 13.2h18M5.4 27.4h21.2" stroke="var(--mark-frame)" stroke-width="3.2" />
      <Show when={size() >= 24}>
        <path d="M13 14v12M19 14v12" stroke="var(--mark-frame)" stroke-width="1.1" opacity=".55" />
      </Show>
    </svg>
  )
}
