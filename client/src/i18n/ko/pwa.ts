/** Installing, updating and keeping this device's storage. */
export const pwa = {
  updateReady: '새 버전이 준비됐어요. 쓰던 글은 그대로예요.',
  update: '바꾸기',
  installTitle: '홈 화면에 두기',
  installBody: '앱처럼 열리고, 오프라인에서도 지난 대화를 볼 수 있어요.',
  install: '설치하기',
  installOnApple: '공유 단추를 누르고 ‘홈 화면에 추가’를 골라 주세요.',
}
