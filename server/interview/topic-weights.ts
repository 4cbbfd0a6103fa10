// Written by `npm run learn-topics`: how much the stem of a word speaks for webhooks, or for another topic.
export const stemsByWeight: readonly (readonly [weight: number, stems: string])[] = [
  [
    1,
    `
abl absent across act action activ addit address adyen adyen' affect afternoon afterward ag ago agre alarm
aliv alon along alreadi alter altogeth amount angri annoi anybodi anymor anyth anywai anywher apart appoint
arrai articl ask assum asynchron at attack attent audit authent auto avail averag avoid aw babysit back
backend backfil backlog bad bail bake bakeri bank bank' base64 basic batch bear beforehand begin believ bell
besid better beyond big bill bin bit bite blank blew blow bodi boi boom boot bootcamp bore boss bother
breakfast bring broke broken brought bu bucket buffer bug bui build bulk bullmq bunch calcul came cancel cap
capac capston captur carrier caus ceil cent cert challeng channel charact checkout chew choos christma ci
class classic cleaner clerk cli climb clip cloakroom cloud cloudflar clue coat code cold colleagu column
common compani company' comparison complain complet condit configur confirm conflict consid constraint
constructev consumer' contact content continu convers cook cope correct cost counter coupl cours cover crash
credenti credit crm cron cross crowd crypto curl currenc current cursor custodi customer' dai daili danger
dark dashboard datadog db deactiv deadlin deal decod decrypt dedupl default delai deliber deliv deploi deploy
depth deriv destin detail di dial die diff digest directli disappear dish distanc distinguish dlq doc doctor
doctor' document docusign done door doorstep downstream downtim draw drawer drive drown dry due dumb dump
durabl durat earlier easier eat eaten echo ed25519 edit effort egress eight eighti eleven els else' elsewher
encod encrypt endpoint' enough enqueu enter entir entri env envelop environ equal erp escap euro event' eventu
ever everybodi everybody' everyth everywher evt exampl exce except exchang exercis exist expect explain expos
express extend extra face fact factor fake fall fan faster fault feed feel fell few fifo fifth fifti figur
fill financ fine fingerprint finish firewal firm fish fix flash flat flatten fleet flip float flood floor folk
forev forg forget forgotten format forti forward found four fourth free fresh friend further gap garbag gate
gave gener genuin get github' given global gonna good gotta grab grafana grandmoth graph great guard guest gui
guid hacker hadn't halfwai hand handshak hang happili hard hardli harm harmless have he' he'd he'll header'
heal healthi hear heard hei held help henc her hex high himself hint hit hmac hmm hole home homework honestli
hope hopeless horizon hospit hour hourli hous hub hubspot human hundr hung hurt id idea ideal ident ignor
imagin immedi import inbound inbox incid includ incom increas infrastructur ingest ingress ink inlin insert
insist instant instead integr interest intermediari intern internet invalid invent invoic involv it'll jira
job js json jump junior junk kb kick kill kind kinda king kitchen km knew knock know known lack lai lambda
lane languag laptop later launch layer lead leak lean learn learnt leas least leav ledger left legal length
less lesson letterbox lift link littl localhost lock locker logic logist longer look love low lower lunch mac
make malform man manag manual map march mark market mat max maximum mayb mb mean meant meantim measur mechan
meet megabyt memori merchant mere mess metadata metric middl migrat million millisecond mind mine minu minut
mismatch mistak mix moment mondai monei monitor month morn multipli mustn't myself narrow nat natur nearli
needn't neighbour neither net newer newslett newspap ngrok nice night nightli nine nineti nobody' nois non
nonsens nor normal note notebook notif nowher obvious occur odd offer oh okai older oldest onboard one' oom op
oper opinion opposit order ordinari other our ourselv outag outbound outgo outsid oven overtak overwrit own
owner pager pagerduti pai paid pair paper parallel park pars parser parti partner partner' past patch path
patienc patient pattern payment payout paypal pdf peak pen pend percent perfectli perhap perman person
photocopi pick pictur piec pile ping pipe place plan plate platform pleas plenti plu plug pm pod pointless
polit poller port posit possibl postman postmortem power practic precis prefer prefetch prefix prescript
pretti previou print prior prioriti probabl probe problem process processor prod product program proper
properli properti provid psp purg python quick quiet quit quota rabbit rabbitmq race rail ran rang rather
reachabl readi real reason reboot recent recip recognis reconcili red redeliv redeliveri redi redirect redriv
reenabl reencod refer reformat region registr relai relax releas reli reliabl remain renam renew rent repair
replac repli req rerun reschedul resend resent reserv reset resiz respond rest restaur resum retain retir
revers review rid right ring risk role roll rollback room roughli round rout row rush safeti sai said sail
sale sandbox sat saturdai save saw scale scheme school scope screen sdk seal search seat see seen select self
sell sender' sendgrid sens separ serialis server' settl settlement seven sha sha256 shape she' sheet shelf
ship shipment shoe shop shop' shopifi shopify' shout shrug shuffl shut side sidekiq signature' silenc silli
similar simpl simpli singl situat six sixti slack slash sleep slip slower slowli small smart soak sold solv
somebodi somebody' somewher sooner sorri sort sound sourc spare speak spike spot spread sq stage stair stale
stamp stamped standard start startup statement station steer step stop storag stori storm straight stranger
street stretch strike stringifi strip stripe stripe' stuck student stuff subscrib subscript succe succeed
success sum sundai super support suppos surpris surviv suspend swallow swap sweep synthet system tabl taken
tap target taught teach technic tell tempo ten term text thank their themselv therefor they'd they'v thin
thing think thought threw throttl thursdai tick ticket till timestamp timingsafeequ tini tip tl today' told
toler tomorrow tool total touch toward trace track traffic trai train transfer trap treat trickl trigger trip
tripl truth try ttl tuesdai tunnel turn twelv twenti twilio typeform typic uh um undeliv understand unicod
uniqu unknown unmodifi unpack unpars unreach unset unsubscrib untouch updat upsert url useless usual uuid v1
vanish var variabl vendor vendor' verif video view visibl visit volum vpc waf wai waiter wall wanna want wave
wax weather webhook websit weekend welcom went weren't whatev wheel whether whichev whitespac who' whoever
whsec will window wire world worri wors worst wouldn't write wrote xx ye yeah year yesterdai yesterday' your
zod`,
  ],
  [
    -1,
    `
absorb access acknowledg add admin alert almost appli automat background bought bounc branch breaker certain
chain choic circuit claim client constant cure depot design develop dhl direct discard dn doubl drain driver
exact execut expiri exponenti far fetch file filter fire flight flow framework function futur git handler
happi head heavi hide holidai identifi ill instal jitter lag level li local loss math merg modul ms newest
nginx node none noon notifi offlin offset option origin outliv overload page paramet partit persist phone
pipelin poison pool present promis protocol proxi queri quickli rais rare rebuild receipt recomput reconcil
recoveri reject remov repositori retent rotat secur sequenc setinterv short show silent site skew slow socket
softwar soon spam stabl state steadi strong tab thrown troubl unchang upgrad wake warn wast websocket win
worth wrap zero`,
  ],
  [
    -2,
    `
abi abort abortcontrol absolut alg algorithm analys append applic approv archiv argument arrayblockingqueu
attach auth author authority' awaittermin backup banner base64url batteri bcrypt beautifulli bidirect block
budget burst button callback callerrun canon censu chat clean coalesc combin context contrast cpu datagram
defer defin desir developer' devic dkim dmarc estim expir failov firmwar folder foreign former frame gmail
gpio group health heap helper hookspath household hs256 hsm huski idl inject input institut insync interrupt
isol jacobson java javascript jvm karn keccak256 kid larger lastchanc latter login loop macrotask main margin
mask microcontrol min mode mount napi nbf node' nonc oauth observ packet panel peer pgbouncer pin pinch
planner postmessag preflight prepush pure pwa queu queuemicrotask quic react recipi reconnect redund ref
regist relat reload removeeventlisten render report requestanimationfram requestidlecallback reread
resizeobserv retries2 retrydelai rfc root router rs256 s3 safari salt scan selector semant serv shell shutdown
side' smtp solid somewhat spf spinner split sql sse stack staff static stopimmediatepropag strict subdomain
sync synchron tenant' terraform theme ticker timer token token' true tune udp ui unbound unhandledreject
usecallback user user' van visitor wal web weigh xss`,
  ],
  [
    -3,
    `
ansibl argon2 aud cach cleanup click collis compon cor core csrf cycl dom ethernet etimedout exit form freez
indexeddb invok iss issuer' jwk kernel lint linux listen microsecond onlin password playbook precommit promot
refresh replic replica restor retransmiss samesit session strictmod submit tcp thread unmount`,
  ],
  [
    -4,
    `
addeventlisten browser cooki debounc exp httponli jwt microtask scroll segment settimeout task useeffect`,
  ],
];
