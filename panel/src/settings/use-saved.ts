/** Called after a change of a setting: loads again what shows it, and shows a notice. */
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { toast } from '../ui/toast.tsx'

/** `keys`: the lists that show it, as in app/lists.ts. */
export function useSaved(keys: readonly string[], close: () => void): () => void {
  const { t } = useTranslation('app')
  const queries = useQueryClient()
  return () => {
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key] })
    toast.success(t('saved'))
    close()
  }
}
