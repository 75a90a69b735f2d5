import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'
import { Switch } from '../ui/field.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { allCommands } from './commands.ts'
import { usePreference } from './preferences.ts'

/** `?`: the keys that work on this page. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const [commands] = useState(() => allCommands().filter(({ keys }) => keys !== undefined))
  const [singleKeys, setSingleKeys] = usePreference('singleKeys')
  return (
    <Dialog isOpen onClose={onClose} title={t('shortcuts')}>
      <dl className="mb-4 grid grid-cols-[1fr_auto] gap-x-6 gap-y-1.5">
        {commands.map(({ id, label, keys = '' }) => (
          <div key={id} className="contents">
            <dt>{label}</dt>
            <dd className="flex justify-end gap-1">
              {keys.split(' ').map(key => (
                <Kbd key={key} keys={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        label={t('singleKeys')}
        hint={t('singleKeysHint')}
        checked={singleKeys === 'on'}
        onChange={event => setSingleKeys(event.target.checked ? 'on' : 'off')}
      />
    </Dialog>
  )
}
