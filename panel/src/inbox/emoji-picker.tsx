import { type Locale, EmojiPicker as Picker } from 'frimousse'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** Names and groups come from this server: see emojiData in vite.config.ts. */
export function EmojiPicker({ onPick, onClose }: { onPick: (emoji: string) => void; onClose: () => void }) {
  const { t, i18n } = useTranslation('inbox')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!(event.target instanceof Node) || box.current?.contains(event.target)) return
      onClose()
    }
    addEventListener('pointerdown', outside)
    return () => removeEventListener('pointerdown', outside)
  }, [onClose])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from wherever the focus is inside.
    <div
      ref={box}
      className="absolute bottom-28 left-3 z-30 animate-rise rounded-xl border border-line bg-pane shadow-float md:left-auto"
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      <Picker.Root
        locale={i18n.language.slice(0, 2) as Locale}
        emojibaseUrl="/panel/emoji"
        columns={9}
        onEmojiSelect={({ emoji }) => onPick(emoji)}
        className="flex h-80 w-fit flex-col"
      >
        <Picker.Search
          autoFocus
          aria-label={t('searchEmoji')}
          placeholder={t('searchEmoji')}
          className="m-2 rounded-lg bg-sunk px-3 py-1.5 outline-none"
        />
        <Picker.Viewport className="relative grow overflow-y-auto outline-none">
          <Picker.Loading className="absolute inset-0 grid place-items-center text-soft">{t('loading')}</Picker.Loading>
          <Picker.Empty className="absolute inset-0 grid place-items-center text-soft">{t('emojiNone')}</Picker.Empty>
          <Picker.List
            className="pb-2 select-none"
            components={{
              CategoryHeader: ({ category, ...rest }) => (
                <div {...rest} className="bg-pane px-3 pt-2 pb-1 text-xs font-medium text-soft">
                  {category.label}
                </div>
              ),
              Row: ({ children, ...rest }) => (
                <div {...rest} className="px-1.5">
                  {children}
                </div>
              ),
              Emoji: ({ emoji, ...rest }) => (
                <button
                  {...rest}
                  type="button"
                  className="grid size-8 place-items-center rounded-md text-lg data-[active]:bg-sunk"
                >
                  {emoji.emoji}
                </button>
              ),
            }}
          />
        </Picker.Viewport>
      </Picker.Root>
    </div>
  )
}
