import { Button, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { useBytes } from '../link/index.ts'
import { saveFile } from '../ui/save-file.ts'
import { Failed } from '../ui/states.tsx'
import { copyName } from './copy-name.ts'

/** Saves the picture on screen without anything that says where, when, with what and of whom it was taken. */
export function SaveCopy({ shot: { blobId } }: { shot: Shot }) {
  const { t } = useTranslation('case')
  const { copyOf } = useBytes()
  const save = useMutation({
    mutationFn: async () => {
      const copy = await copyOf(blobId)
      saveFile(copy, copyName(blobId, copy.type))
    },
  })
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        mt={8}
        leftSection={<IconDownload size={16} stroke={1.5} aria-hidden />}
        loading={save.isPending}
        onClick={() => save.mutate()}
        title={t('saveCopyHint')}
      >
        {t('saveCopy')}
      </Button>
      {save.isSuccess && (
        <Text component="output" size="xs" display="block">
          {t('copySaved')}
        </Text>
      )}
      {save.error && <Failed error={save.error} />}
    </>
  )
}
