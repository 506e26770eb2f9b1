import { For, Show } from 'solid-js'
import { splitLinks } from './splitLinks.ts'
import styles from './MessageText.module.css'

/** What somebody wrote, as text and only as text; https addresses can be followed (promise C9). Nothing is fetched to preview them. */
export function MessageText(props: { readonly text: string; readonly reachable: boolean }) {
  return (
    <For each={splitLinks(props.text)}>
      {part => (
        <Show when={part.href} fallback={part.text}>
          {href => (
            <a
              class={styles.link}
              href={href()}
              target="_blank"
              rel="noopener noreferrer"
              tabindex={props.reachable ? 0 : -1}
            >
              {part.text}
            </a>
          )}
        </Show>
      )}
    </For>
  )
}
