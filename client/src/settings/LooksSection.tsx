import { keepLanguage, languageNames, languages } from '../i18n/language.ts'
import { language, loadWords, words } from '../i18n/words.ts'
import { SegmentedControl } from '../ui/SegmentedControl.tsx'
import { chooseTheme, theme, type Theme } from '../ui/theme.ts'
import { Section, Setting } from './Section.tsx'

/** Light or dark, Korean or English: at once, on this device. */
export function LooksSection() {
  const themes = (): readonly { value: Theme; label: string }[] => [
    { value: 'system', label: words().settings.themeSystem },
    { value: 'light', label: words().settings.themeLight },
    { value: 'dark', label: words().settings.themeDark },
  ]
  return (
    <Section title={words().settings.looks}>
      <Setting
        label={words().settings.theme}
        control={
          <SegmentedControl label={words().settings.theme} options={themes()} value={theme()} onValue={chooseTheme} />
        }
      />
      <Setting
        label={words().common.language}
        control={
          <SegmentedControl
            label={words().common.language}
            options={languages.map(value => ({ value, label: languageNames[value] }))}
            value={language()}
            onValue={next => {
              keepLanguage(next)
              void loadWords(next)
            }}
          />
        }
      />
    </Section>
  )
}
