import type { callerPage as source } from '../en/caller-page.ts';
import type { Like } from '../like.ts';

export const callerPage: Like<typeof source> = {
  title: '從瀏覽器打電話給我們',
  about: '您只需要麥克風。您的來電會由接聽電話的同一批人員處理，但不會顯示號碼。',
  call: (title) => `撥打 ${title}`,
  starting: '正在要求使用麥克風',
  calling: (title) => `正在撥打：${title}`,
  talking: (title) => `已接通：${title}`,
  over: '通話已結束。您可以再次撥打。',
  hangUp: '掛斷',
  mute: '靜音',
  unmute: '取消靜音',
  keypad: '選單按鍵',
  without: {
    insecure_page: '瀏覽器不允許此網址使用麥克風。請透過 https 或在 localhost 開啟此頁面。',
    refused: '瀏覽器拒絕使用麥克風。請在網址列允許後再撥打。',
    none_found: '找不到麥克風。請接上麥克風後再撥打。',
    in_use: '麥克風正由其他程式使用。',
  },
  refused: {
    no_caller_page: '這裡無法從瀏覽器撥打電話。',
    not_on_caller_page: '無法從瀏覽器撥打此號碼。',
    caller_page_busy: '目前從瀏覽器撥打的人太多。請過幾分鐘再試。',
    caller_page_too_often: '您的位址在一小時內撥打次數過多。請稍後再試。',
    too_many_requests: '您的位址送出過多請求。請一分鐘後再試。',
    not_ready: '目前無法接聽來電。請一分鐘後再試。',
    not_answered: '無人接聽。',
    no_connection: '連線中斷。請檢查網路後再撥打。',
    other: '無法撥打電話。請稍後再試。',
  },
};
