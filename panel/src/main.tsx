import './app/styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { applyTheme } from './app/preferences.ts'
import { startEarly } from './app/start-early.ts'
import { startTexts } from './i18n/index.ts'

applyTheme()
startEarly(location.pathname)
await startTexts()
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
