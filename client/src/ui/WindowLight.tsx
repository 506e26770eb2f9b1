import styles from './WindowLight.module.css'

export interface WindowLightProps {
  /** How strong: `hero` for sign-in, couple and details · `empty` · `row` for strips and the couple's row. */
  readonly on: 'hero' | 'empty' | 'row'
}

/**
 * Light through a paper window, falling on the wall behind. The parent is positioned, clips, and lifts its own content above.
 * Never behind messages, lists or fields.
 */
export function WindowLight(props: WindowLightProps) {
  return <span class={styles.light} data-on={props.on} aria-hidden="true" />
}
