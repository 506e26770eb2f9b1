import { createUniqueId, type JSX } from 'solid-js'
import styles from './Section.module.css'

export interface SectionProps {
  readonly title: string
  readonly children: JSX.Element
}

/** A card of settings that belong together, under its name. */
export function Section(props: SectionProps) {
  const id = createUniqueId()
  return (
    <section class={styles.section} aria-labelledby={id}>
      <h2 class={styles.title} id={id}>
        {props.title}
      </h2>
      <div class={styles.card}>{props.children}</div>
    </section>
  )
}

export interface SettingProps {
  readonly label: JSX.Element
  readonly note?: JSX.Element | undefined
  /** At the end of the line, or under it where there is no room. */
  readonly control?: JSX.Element | undefined
}

/** One line of a section. */
export function Setting(props: SettingProps) {
  return (
    <div class={styles.setting}>
      <div class={styles.words}>
        <div class={styles.label}>{props.label}</div>
        {props.note}
      </div>
      {props.control}
    </div>
  )
}

/** Small print under a setting's label. */
export function Note(props: { readonly children: JSX.Element }) {
  return <p class={styles.note}>{props.children}</p>
}
