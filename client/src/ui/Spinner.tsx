import styles from './Spinner.module.css'

/** Turns, but only once 400 ms have gone by: most waits are over sooner and need no sign. The words beside it say what is waited for. */
export function Spinner() {
  return (
    <svg class={styles.spinner} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <circle cx="10" cy="10" r="7.5" stroke="currentColor" stroke-width="2" opacity=".3" />
      <path d="M10 2.5a7.5 7.5 0 0 1 7.5 7.5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  )
}
