import type { pwa as korean } from '../ko/pwa.ts'

export const pwa: typeof korean = {
  updateReady: 'A new version is ready. Your drafts are safe.',
  update: 'Update',
  installTitle: 'Put it on your home screen',
  installBody: 'It opens like an app, and your history is there offline too.',
  install: 'Install',
  installOnApple: 'Tap Share, then “Add to Home Screen”.',
}
