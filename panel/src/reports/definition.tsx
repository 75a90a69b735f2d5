import { CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import type { FigureName } from './model.ts'

/** The meaning of a figure, and the name under which its SQL is published. */
export function Definition({ figure }: { figure: FigureName }) {
  const { t } = useTranslation('reports')
  const name = t(`figures.${figure}`)
  return (
    <Popover
      label={name}
      trigger={
        <IconButton isSmall label={t('whatIs', { name })} className="-my-1 text-faint">
          <CircleHelp aria-hidden="true" />
        </IconButton>
      }
    >
      <p className="font-semibold">{name}</p>
      <p className="mt-1">{t(`definitions.${figure}`)}</p>
      <p className="mt-2 text-soft">{t('sql', { name: figure })}</p>
    </Popover>
  )
}
