import { expect, test } from './town.ts'

test('[C4] who only reads and never writes is seen to have read: the newest read message says so', async ({
  friends,
}) => {
  const { minji, junho } = friends
  await minji.say('먼저 쓴 말')
  await minji.say('나중에 쓴 말')
  await expect(junho.message('나중에 쓴 말')).toBeVisible()
  // Once for eyes, once as the tick's own word for ears.
  await expect(minji.message('나중에 쓴 말').getByText('읽음', { exact: true })).toHaveCount(2)
  await expect(minji.message('먼저 쓴 말').getByText('읽음', { exact: true })).toHaveCount(0)
})
