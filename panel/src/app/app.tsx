import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Toaster } from '../ui/toast.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { usePreference } from './preferences.ts'
import { queries } from './queries.ts'
import { router } from './router.tsx'

export function App() {
  const { t } = useTranslation('app')
  const [theme] = usePreference('theme')
  return (
    <QueryClientProvider client={queries}>
      <TooltipProvider>
        <RouterProvider router={router} />
      </TooltipProvider>
      <Toaster label={t('notices')} theme={theme} />
    </QueryClientProvider>
  )
}
