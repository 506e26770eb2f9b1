import ChevronDown from 'lucide-solid/icons/chevron-down'
import Globe from 'lucide-solid/icons/globe'
import { For } from 'solid-js'
import { keepLanguage, languageNames, languages, type Language } from '../i18n/language.ts'
import { language, loadWords, words } from '../i18n/words.ts'
import { Icon } from './Icon.tsx'
import styles from './LanguageChooser.module.css'

/** The language of everything, switched live and remembered on this device. */
export function LanguageChooser() {
  const choose = (next: Language) => {
    keepLanguage(next)
    void loadWords(next)
  }
  return (
    <label class={styles.chooser}>
      <Icon of={Globe} size={20} />
      <span class="spoken">{words().common.language}</span>
      <span class={styles.shown} aria-hidden="true">
        {languageNames[language()]}
      </span>
      <Icon of={ChevronDown} size={16} />
      <select
        class={styles.select}
        value={language()}
        onChange={event => {
          const picked = languages.find(candidate => candidate === event.currentTarget.value)
          if (picked) choose(picked)
        }}
      >
        <For each={languages}>
          {name => (
            <option value={name} lang={name}>
              {languageNames[name]}
            </option>
          )}
        </For>
      </select>
    </label>
  )
}
