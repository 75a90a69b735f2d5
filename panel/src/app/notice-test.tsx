import { BellRing, Volume2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Switch } from '../ui/field.tsx'
import { chime } from './chime.ts'
import { allowNotices, noticeState, showNotice } from './notices.ts'
import { usePreference } from './preferences.ts'
import { PushSettings } from './push-settings.tsx'
import { useIsLive } from './stream.ts'

/** Whether this browser calls its person: each way is shown as it is, and can be tried. */
export function NoticeTest({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const [state, setState] = useState(noticeState)
  const [sound, setSound] = usePreference('sound')
  const [, setNotices] = usePreference('notices')
  const [problem, setProblem] = useState<string | undefined>()
  const isLive = useIsLive()
  const change = (isOn: boolean) => {
    setNotices(isOn ? 'on' : 'off')
    setState(noticeState())
  }
  const show = () =>
    showNotice({ title: 'Recado', body: t('noticeTest.example'), tag: 'test', path: '/inbox' }).then(
      () => setProblem(undefined),
      error => setProblem((error as Error).message),
    )
  return (
    <Dialog isOpen onClose={onClose} title={t('noticeTest.title')} description={t('noticeTest.hint')}>
      <div className="grid gap-4">
        <p className={isLive ? 'text-good' : 'text-warn'}>{t(isLive ? 'noticeTest.live' : 'noticeTest.notLive')}</p>
        <Switch
          label={t('noticeTest.sound')}
          checked={sound === 'on'}
          onChange={event => setSound(event.target.checked ? 'on' : 'off')}
        />
        <Button onClick={chime}>
          <Volume2 className="size-4" aria-hidden="true" /> {t('noticeTest.play')}
        </Button>
        {state === 'ask' && (
          <Button look="primary" onClick={() => void allowNotices().then(setState)}>
            <BellRing className="size-4" aria-hidden="true" /> {t('noticeTest.allow')}
          </Button>
        )}
        {(state === 'refused' || state === 'unsupported') && <p className="text-warn">{t(`noticeTest.${state}`)}</p>}
        {(state === 'on' || state === 'off') && (
          <>
            <Switch
              label={t('noticeTest.notices')}
              hint={t('noticeTest.noticesHint')}
              checked={state === 'on'}
              onChange={event => change(event.target.checked)}
            />
            <Button onClick={() => void show()}>
              <BellRing className="size-4" aria-hidden="true" /> {t('noticeTest.show')}
            </Button>
            <PushSettings />
          </>
        )}
        {problem !== undefined && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  )
}
